package import Diagnostics
import OrderedCollections
package import YAML

/// Tells what in a tree the Compose Specification does not know or accept.
package enum SchemaCheck {
    /// Reports unknown keys, wrong kinds of value, words that are not accepted, missing keys and repeated values.
    ///
    /// - Parameters:
    ///   - root: the merged tree, in which short forms may still stand.
    ///   - isLenient: whether texts may still hold `${…}`, which then stand for any text or number.
    ///   - collector: receives the findings.
    package static func check(_ root: YAMLNode, isLenient: Bool = false, into collector: inout DiagnosticCollector) {
        var walk = SchemaWalk(collector: collector, isLenient: isLenient)
        walk.check(root, .fields(ComposeSchema.root))
        collector = walk.collector
    }
}

/// One walk over a tree, side by side with the table.
struct SchemaWalk {
    var collector: DiagnosticCollector
    let isLenient: Bool
    /// Where the walk stands; only made into text for a diagnostic.
    var path = NodePath()

    mutating func check(_ node: YAMLNode, _ shape: Shape) {
        switch shape {
        case .anything:
            return
        case .either(let shapes):
            guard let suiting = shapes.first(where: { $0.suits(node) }) else { return reportKind(of: node, shape) }
            check(node, suiting)
        case .list(let element, let unique):
            guard case .sequence(let items) = node.value else { return reportKind(of: node, shape) }
            check(items, element, unique: unique)
        case .fields(let fields):
            guard case .mapping(let mapping) = node.value else { return reportKind(of: node, shape) }
            check(mapping, fields, at: node.location)
        case .map(let value, let keys):
            guard case .mapping(let mapping) = node.value else { return reportKind(of: node, shape) }
            check(mapping, values: value, keys: keys)
        case .string, .words, .pattern, .number, .integer, .boolean, .null:
            checkScalar(node, shape)
        }
    }

    private mutating func check(_ items: [YAMLNode], _ element: Shape, unique: Bool) {
        for (index, item) in items.enumerated() {
            path.steps.append(.index(index))
            check(item, element)
            path.steps.removeLast()
        }
        if unique { reportRepeated(items) }
    }

    private mutating func check(_ mapping: YAMLMapping, _ fields: Fields, at location: SourceLocation) {
        for (key, entry) in mapping.entries {
            guard let shape = fields.shapes[key] else {
                if fields.allowsExtensions, key.hasPrefix("x-") { continue }
                reportUnknown(key, entry, fields)
                continue
            }
            path.steps.append(.key(key))
            check(entry.value, shape)
            path.steps.removeLast()
        }
        for key in fields.required where mapping.entries[key] == nil { reportMissing(key, at: location) }
    }

    private mutating func check(_ mapping: YAMLMapping, values: Shape, keys: TextPattern?) {
        for (key, entry) in mapping.entries {
            path.steps.append(.key(key))
            if let keys, !keys.accepts(key) { reportName(key, keys, at: entry.keyLocation) }
            check(entry.value, values)
            path.steps.removeLast()
        }
    }

    private mutating func checkScalar(_ node: YAMLNode, _ shape: Shape) {
        guard shape.suits(node) else {
            if isLenient, let text = node.asString, text.contains("$") { return }
            return reportKind(of: node, shape)
        }
        if isLenient, let text = node.asString, text.contains("$") { return }
        switch (shape, node.value) {
        case (.words(let words), .scalar(.string(let text))):
            if !words.contains(text) { reportWord(text, words, at: node.location) }
        case (.pattern(let pattern), .scalar(.string(let text))):
            if !pattern.accepts(text) { reportPattern(text, pattern, at: node.location) }
        case (.integer(let range), .scalar(.int(let number))):
            if !range.contains(number) { reportRange(number, range, at: node.location) }
        default:
            break
        }
    }
}

extension Shape {
    /// Whether a value is of the kind that this accepts, whatever stands inside it.
    fileprivate func suits(_ node: YAMLNode) -> Bool {
        switch (self, node.value) {
        case (.anything, _): true
        case (.either(let shapes), _): shapes.contains { $0.suits(node) }
        case (.list, .sequence), (.fields, .mapping), (.map, .mapping): true
        case (.string, .scalar(.string)), (.words, .scalar(.string)), (.pattern, .scalar(.string)): true
        case (.number, .scalar(.int)), (.number, .scalar(.double)), (.integer, .scalar(.int)): true
        case (.integer, .scalar(.double(let number, _))): number == number.rounded()
        case (.boolean, .scalar(.bool)), (.null, .scalar(.null)): true
        default: false
        }
    }
}
