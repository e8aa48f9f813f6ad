import OrderedCollections
import YAML

/// What a node says, wherever it stands and in whatever order its keys are.
struct NodeValue: Hashable {
    var node: YAMLNode

    static func == (left: NodeValue, right: NodeValue) -> Bool { isSame(left.node, right.node) }

    func hash(into hasher: inout Hasher) { Self.hash(node, into: &hasher) }

    private static func isSame(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
        switch (left.value, right.value) {
        // What is no number equals itself here: it was written twice.
        case (.scalar(.double(let one, _)), .scalar(.double(let two, _))): one == two || (one.isNaN && two.isNaN)
        case (.scalar(let one), .scalar(let two)): one == two
        case (.sequence(let one), .sequence(let two)):
            one.count == two.count && zip(one, two).allSatisfy { isSame($0, $1) }
        case (.mapping(let one), .mapping(let two)):
            one.entries.count == two.entries.count
                && one.entries.allSatisfy { key, entry in two[key].map { isSame(entry.value, $0) } ?? false }
        default: false
        }
    }

    private static func hash(_ node: YAMLNode, into hasher: inout Hasher) {
        switch node.value {
        case .scalar(.double(let number, _)): hasher.combine(number.isNaN ? 0 : number)
        case .scalar(let scalar): hasher.combine(scalar)
        case .sequence(let items):
            hasher.combine(items.count)
            for item in items { hash(item, into: &hasher) }
        case .mapping(let mapping):
            // The same in every order of the pairs.
            var pairs = 0
            for (key, entry) in mapping.entries {
                var pair = Hasher()
                pair.combine(key)
                hash(entry.value, into: &pair)
                pairs ^= pair.finalize()
            }
            hasher.combine(mapping.entries.count)
            hasher.combine(pairs)
        }
    }
}
