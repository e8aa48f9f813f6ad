/// What holds at which position of a tree, from patterns such as `services.*.ports.[].target`.
///
/// `*` is any key and `[]` any item. A walk steps down the table beside the tree, so that no path is ever built to be
/// compared.
final class PositionTable<Value: Sendable>: Sendable {
    /// What holds for the node here; nil where nothing does.
    let value: Value?
    private let named: [String: PositionTable<Value>]
    private let anyKey: PositionTable<Value>?

    private struct Rule {
        var pattern: ArraySlice<String>
        var value: Value
    }

    convenience init(_ patterns: [String: Value]) {
        let rules = patterns.map { entry -> Rule in
            let steps: [String] = entry.key.split(separator: ".").map { String($0) }
            return Rule(pattern: steps[...], value: entry.value)
        }
        self.init(rules: rules)
    }

    private init(rules: [Rule]) {
        value = rules.first(where: { $0.pattern.isEmpty })?.value
        var branches: [String: [Rule]] = [:]
        for rule in rules {
            guard let step = rule.pattern.first else { continue }
            branches[step, default: []].append(Rule(pattern: rule.pattern.dropFirst(), value: rule.value))
        }
        anyKey = branches["*"].map { PositionTable(rules: $0) }
        branches["*"] = nil
        named = branches.mapValues { PositionTable(rules: $0) }
    }

    /// The table for the value of a key; nil when nothing holds there or below.
    func child(_ key: String) -> PositionTable<Value>? { named[key] ?? anyKey }

    /// The table for the items of a sequence; nil when nothing holds there or below.
    var item: PositionTable<Value>? { named["[]"] }
}
