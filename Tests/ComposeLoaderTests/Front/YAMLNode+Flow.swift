import OrderedCollections
import Testing
import YAML

extension YAMLNode {
    /// The value on one line: `{image: 'web', ports: [80]}`.
    var flow: String {
        switch value {
        case .mapping(let mapping):
            let pairs = mapping.entries.elements.map { "\($0.key): \($0.value.value.flow)" }
            return "{\(pairs.joined(separator: ", "))}"
        case .sequence(let items): return "[\(items.map(\.flow).joined(separator: ", "))]"
        case .scalar(.null): return "null"
        case .scalar(.bool(let flag)): return "\(flag)"
        case .scalar(.int(let number)): return "\(number)"
        case .scalar(.double(_, let text)): return text
        case .scalar(.string(let text)): return "'\(text)'"
        }
    }

    /// The node at a path of keys; nil where there is none.
    func at(_ keys: String...) -> YAMLNode? {
        var node: YAMLNode? = self
        for key in keys {
            guard case .mapping(let mapping)? = node?.value else { return nil }
            node = mapping[key]
        }
        return node
    }

    /// The first document of a text, from a file named `compose.yaml`.
    static func parsed(_ text: String) throws -> YAMLNode {
        try #require(try YAMLNode.parseDocuments(Array(text.utf8), file: "compose.yaml").first)
    }
}
