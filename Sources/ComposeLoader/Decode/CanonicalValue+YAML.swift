import ComposeModel
import OrderedCollections
import YAML

extension CanonicalValue {
    /// A value that no part of the model gives a meaning to, with the keys of its mappings sorted.
    init(_ node: YAMLNode) {
        switch node.value {
        case .scalar(.null): self = .null
        case .scalar(.bool(let flag)): self = .bool(flag)
        case .scalar(.int(let number)): self = .int(number)
        case .scalar(.double(let number, _)): self = .double(number)
        case .scalar(.string(let text)): self = .string(text)
        case .sequence(let items): self = .list(items.map { CanonicalValue($0) })
        case .mapping(let mapping):
            let pairs = mapping.entries.map { (key: $0.key, value: CanonicalValue($0.value.value)) }
            self = .map(pairs)
        }
    }

    /// A mapping of a known shape: its fields in the order given, those that are absent or empty left out.
    init(fields names: [String], of reader: MappingReader) {
        var object = CanonicalObject()
        for name in names {
            guard let node = reader.node(name), node.asString != "", node.asSequence?.isEmpty != true else { continue }
            object.fields.append(CanonicalObject.Field(name, CanonicalValue(node)))
        }
        object.extensions = reader.extensions
        self = .object(object)
    }
}
