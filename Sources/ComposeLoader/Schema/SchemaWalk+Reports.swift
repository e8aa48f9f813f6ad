import Diagnostics
import OrderedCollections
import YAML

/// The words of the findings.
extension SchemaWalk {
    mutating func reportUnknown(_ key: String, _ entry: YAMLMapping.Entry, _ fields: Fields) {
        // A file with very many of them is not mistyped but of another kind.
        let isMistyped = collector.diagnostics.count < 1_000
        let near = isMistyped ? nearestName(to: key, among: fields.shapes.keys.sorted()) : nil
        var hint = near.map { "did you mean '\($0)'?" }
        if hint == nil, path.steps.isEmpty, let mapping = entry.value.asMapping,
            mapping["image"] != nil || mapping["build"] != nil
        {
            hint = "put services under a 'services' key"
        }
        collector.error(
            "unknown key '\(key)' \(path.within)",
            path: path.steps.isEmpty ? key : "\(path.dotted).\(key)",
            at: entry.keyLocation,
            hint: hint
        )
    }

    mutating func reportMissing(_ key: String, at location: SourceLocation) {
        collector.error("'\(key)' is missing \(path.within)", path: path.dotted, at: location)
    }

    mutating func reportName(_ name: String, _ pattern: TextPattern, at location: SourceLocation) {
        collector.error("the key '\(name)' must be \(pattern.description)", path: path.dotted, at: location)
    }

    mutating func reportKind(of node: YAMLNode, _ shape: Shape) {
        var hint: String?
        if path.steps.isEmpty, node.isNull { hint = "write at least one service under a 'services' key" }
        collector.error(
            "\(path.subject) must be \(shape.description), not \(node.kindDescription)",
            path: path.dotted,
            at: node.location,
            hint: hint
        )
    }

    mutating func reportWord(_ text: String, _ words: [String], at location: SourceLocation) {
        collector.error(
            "\(path.subject) must be \(Shape.words(words).description), not '\(text)'",
            path: path.dotted,
            at: location,
            hint: nearestName(to: text, among: words).map { "did you mean '\($0)'?" }
        )
    }

    mutating func reportPattern(_ text: String, _ pattern: TextPattern, at location: SourceLocation) {
        collector.error(
            "\(path.subject) must be \(pattern.description), not '\(text)'",
            path: path.dotted,
            at: location
        )
    }

    mutating func reportRange(_ number: Int, _ range: ClosedRange<Int>, at location: SourceLocation) {
        let rule =
            range.upperBound == Int.max
            ? "at least \(range.lowerBound)" : "between \(range.lowerBound) and \(range.upperBound)"
        collector.error("\(path.subject) must be \(rule), not \(number)", path: path.dotted, at: location)
    }

    mutating func reportRepeated(_ items: [YAMLNode]) {
        guard items.count > 1 else { return }
        var places: [NodeValue: Int] = [:]
        for (index, item) in items.enumerated() {
            let value = NodeValue(node: item)
            guard let earlier = places[value] else {
                places[value] = index
                continue
            }
            collector.error(
                "\(path.subject) repeats \(item.asString.map { "'\($0)'" } ?? "a value")",
                path: "\(path.dotted)[\(index)]",
                at: item.location,
                notes: [.init("first written here", at: items[earlier].location)],
                hint: "remove one of the two"
            )
        }
    }
}

extension Shape {
    /// What is accepted, to follow `must be`.
    fileprivate var description: String {
        switch self {
        case .string, .pattern: "a string"
        case .words(let words):
            words.count == 1
                ? words.map { "'\($0)'" }.joined()
                : "one of \(words.map { "'\($0)'" }.joined(separator: ", "))"
        case .number: "a number"
        case .integer: "a whole number"
        case .boolean: "true or false"
        case .null: "empty"
        case .list: "a list"
        case .fields, .map: "a mapping"
        case .anything: "anything"
        case .either(let shapes): Self.joined(shapes.map(\.description))
        }
    }

    private static func joined(_ alternatives: [String]) -> String {
        var words: [String] = []
        for alternative in alternatives where !words.contains(alternative) { words.append(alternative) }
        guard words.count > 1, let last = words.last else { return words.joined() }
        return "\(words.dropLast().joined(separator: ", ")) or \(last)"
    }
}

extension YAMLNode {
    /// What was written instead, to follow `not`.
    fileprivate var kindDescription: String {
        switch value {
        case .scalar(.null): "empty"
        case .scalar(.bool(let flag)): "\(flag)"
        case .scalar(.int(let number)): "the number \(number)"
        case .scalar(.double(_, let text)): "the number \(text)"
        case .scalar(.string): "a string"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
