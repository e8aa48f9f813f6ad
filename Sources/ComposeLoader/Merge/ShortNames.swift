import OrderedCollections
import YAML

/// The short forms that must be written out before two files can be merged.
enum ShortNames {
    /// A string as the context of a build.
    static func build(_ node: YAMLNode) -> YAMLNode {
        guard case .scalar(.string) = node.value else { return node }
        return .mapping([("context", node)], at: node.location)
    }

    /// A list of services as a mapping to the condition that it stands for.
    static func dependencies(_ node: YAMLNode) -> YAMLNode {
        mapping(from: node) { name in
            .mapping(
                [
                    ("condition", .string("service_started", at: name.location)),
                    ("required", .bool(true, at: name.location)),
                ],
                at: name.location
            )
        }
    }

    /// A list of names as a mapping to nothing.
    static func names(_ node: YAMLNode) -> YAMLNode {
        mapping(from: node) { .null(at: $0.location) }
    }

    /// A list of strings as a mapping; any other node stays as it is, for the schema check to judge.
    private static func mapping(from node: YAMLNode, value: (YAMLNode) -> YAMLNode) -> YAMLNode {
        guard let items = node.asSequence else { return node }
        var mapping = YAMLMapping()
        for item in items {
            guard let name = item.asString else { return node }
            mapping.entries[name] = YAMLMapping.Entry(value(item), keyAt: item.location)
        }
        return YAMLNode(.mapping(mapping), at: node.location)
    }
}
