import Diagnostics
import OrderedCollections
import YAML

/// Reading a node as the kind it is expected to be; nil when it is another.
extension YAMLNode {
    var asMapping: YAMLMapping? {
        guard case .mapping(let mapping) = value else { return nil }
        return mapping
    }

    var asSequence: [YAMLNode]? {
        guard case .sequence(let items) = value else { return nil }
        return items
    }

    /// The text of a string; nil for numbers, which are not text even where they may stand for it.
    var asString: String? {
        guard case .scalar(.string(let text)) = value else { return nil }
        return text
    }

    /// The text of any scalar but null, numbers as the reference prints them.
    var scalarText: String? {
        switch value {
        case .scalar(.string(let text)): text
        case .scalar(.int(let number)): "\(number)"
        case .scalar(.bool(let flag)): flag ? "true" : "false"
        case .scalar(.double(let number, _)): GoNumber.text(number)
        case .scalar(.null), .sequence, .mapping: nil
        }
    }

    var isNull: Bool {
        if case .scalar(.null) = value { return true }
        return false
    }

    static func string(_ text: String, at location: SourceLocation) -> YAMLNode {
        YAMLNode(.scalar(.string(text)), at: location)
    }

    static func bool(_ flag: Bool, at location: SourceLocation) -> YAMLNode {
        YAMLNode(.scalar(.bool(flag)), at: location)
    }

    static func null(at location: SourceLocation) -> YAMLNode {
        YAMLNode(.scalar(.null), at: location)
    }

    /// A mapping whose keys all stand at one place: what a short form is written out to.
    static func mapping(_ pairs: [(String, YAMLNode)], at location: SourceLocation) -> YAMLNode {
        var mapping = YAMLMapping()
        for (key, value) in pairs { mapping.entries[key] = YAMLMapping.Entry(value, keyAt: location) }
        return YAMLNode(.mapping(mapping), at: location)
    }
}

/// Changing a tree where it stands: the payload is moved out and back, so that nothing is copied.
extension YAMLNode {
    /// Does nothing when the node is no mapping.
    mutating func editMapping(_ body: (inout YAMLMapping) -> Void) {
        guard case .mapping(var mapping) = value else { return }
        value = .scalar(.null)
        body(&mapping)
        value = .mapping(mapping)
    }

    /// Does nothing when the node is no sequence.
    mutating func editItems(_ body: (inout [YAMLNode]) -> Void) {
        guard case .sequence(var items) = value else { return }
        value = .scalar(.null)
        body(&items)
        value = .sequence(items)
    }

    /// Hands over each item in turn; does nothing when the node is no sequence.
    mutating func editEachItem(_ body: (_ index: Int, _ item: inout YAMLNode) -> Void) {
        editItems { items in
            for index in items.indices { body(index, &items[index]) }
        }
    }

    /// Hands over each value of a mapping in turn; does nothing when the node is none.
    mutating func editEachValue(_ body: (_ key: String, _ value: inout YAMLNode) -> Void) {
        editMapping { $0.editEachValue(body) }
    }
}

extension YAMLMapping {
    mutating func editEachValue(_ body: (_ key: String, _ value: inout YAMLNode) -> Void) {
        for index in entries.values.indices {
            let key = entries.keys[index]
            body(key, &entries.values[index].value)
        }
    }

    /// Hands over the value of a key; does nothing when the key is absent.
    mutating func edit(_ key: String, _ body: (inout YAMLNode) -> Void) {
        guard let index = entries.index(forKey: key) else { return }
        body(&entries.values[index].value)
    }

    /// Sets a value only where the files are silent; a key written as null counts as written.
    mutating func setDefault(_ key: String, _ value: YAMLNode) {
        if entries[key] == nil { entries[key] = Entry(value, keyAt: value.location) }
    }
}
