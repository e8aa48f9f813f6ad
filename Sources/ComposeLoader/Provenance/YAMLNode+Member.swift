import Diagnostics
import OrderedCollections
import YAML

/// Following a path through a tree, whichever of its forms an attribute is written in.
extension YAMLNode {
    /// One value of a mapping, or of a list of `key=value` that stands for one.
    struct Member {
        var node: YAMLNode
        /// Where a reader looks for it: at the value, or at the key where the value is on the lines below, or nothing.
        var place: SourceLocation
    }

    /// nil when there is none of that name.
    func member(_ key: String) -> Member? {
        switch value {
        case .scalar: return nil
        case .mapping(let mapping):
            guard let entry = mapping.entries[key] else { return nil }
            return Member(node: entry.value, place: entry.value.isPlain ? entry.value.location : entry.keyLocation)
        case .sequence(let items):
            guard let item = items.last(where: { $0.asString.map { KeyValueLists.key(of: $0) == key } ?? false }),
                let text = item.asString
            else { return nil }
            var node = YAMLNode.null(at: item.location)
            if let equals = text.firstIndex(of: "=") {
                node = .string(String(text[text.index(after: equals)...]), at: item.location)
            }
            return Member(node: node, place: item.location)
        }
    }

    /// The names that `member(_:)` knows.
    var memberNames: [String] {
        switch value {
        case .scalar: []
        case .mapping(let mapping): Array(mapping.entries.keys)
        case .sequence(let items): items.compactMap { $0.asString.map { String(KeyValueLists.key(of: $0)) } }
        }
    }

    /// The node that keys of mappings lead to; nil when there is none.
    func descendant(_ keys: ArraySlice<String>) -> YAMLNode? {
        guard let key = keys.first else { return self }
        return asMapping?[key]?.descendant(keys.dropFirst())
    }

    /// Whether this is a single value, and not null.
    var isPlain: Bool { kind == .scalar && !isNull }
}
