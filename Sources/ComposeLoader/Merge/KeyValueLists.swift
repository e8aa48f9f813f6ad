import OrderedCollections
import YAML

/// Merging of variables, labels and their like, which may be written as a mapping or as a list of `key=value`.
enum KeyValueLists {
    /// Mappings merge key by key, a null included; a mapping and a list become a mapping; two lists are appended.
    static func merge(_ override: YAMLMapping.Entry, over base: inout YAMLMapping.Entry) {
        if base.value.kind != .mapping, override.value.kind != .mapping {
            let both = items(of: base.value) + items(of: override.value)
            base.value = YAMLNode(.sequence(both), at: base.value.location)
            return
        }
        guard let later = mapping(of: override.value), var merged = mapping(of: base.value) else {
            base = override
            return
        }
        base.value.value = .scalar(.null)
        for (key, entry) in later.entries { merged.entries[key] = entry }
        base.value = YAMLNode(.mapping(merged), at: base.value.location)
    }

    /// Appends the pairs that are not there yet, so that a host may end up with several addresses.
    static func mergeHosts(_ override: YAMLMapping.Entry, over base: inout YAMLMapping.Entry) {
        var hosts = pairs(of: base.value)
        let known = Set(hosts.compactMap(\.asString))
        for pair in pairs(of: override.value) {
            if let text = pair.asString, known.contains(text) { continue }
            hosts.append(pair)
        }
        base.value = YAMLNode(.sequence(hosts), at: base.value.location)
    }

    /// The text before the first `=`, or the whole of it.
    static func key(of text: String) -> Substring {
        text[..<(text.utf8.firstIndex(of: UInt8(ascii: "=")) ?? text.endIndex)]
    }

    private static func items(of node: YAMLNode) -> [YAMLNode] { node.asSequence ?? [node] }

    /// A list of `key=value` as a mapping, a bare key as one to null; nil when an item is no string.
    private static func mapping(of node: YAMLNode) -> YAMLMapping? {
        if let mapping = node.asMapping { return mapping }
        var mapping = YAMLMapping()
        for item in items(of: node) {
            guard let text = item.asString else { return nil }
            let name = key(of: text)
            var value = YAMLNode.null(at: item.location)
            if name.endIndex < text.endIndex {
                value = .string(String(text[text.utf8.index(after: name.endIndex)...]), at: item.location)
            }
            mapping.entries[String(name)] = YAMLMapping.Entry(value, keyAt: item.location)
        }
        return mapping
    }

    /// A mapping as a list of `key=value`, one for each item of a value that is a list.
    private static func pairs(of node: YAMLNode) -> [YAMLNode] {
        guard let mapping = node.asMapping else { return items(of: node) }
        var pairs: [YAMLNode] = []
        for (key, entry) in mapping.entries {
            for value in items(of: entry.value) {
                guard case .scalar(let scalar) = value.value else { continue }
                pairs.append(.string(scalar == .null ? key : "\(key)=\(scalar.valueText)", at: entry.keyLocation))
            }
        }
        return pairs
    }
}

extension YAMLScalar {
    /// The value as text, as it would be written; empty for null.
    fileprivate var valueText: String {
        switch self {
        case .null: ""
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .double(_, let text): text
        case .string(let text): text
        }
    }
}
