internal import ComposeModel
internal import OrderedCollections
internal import YAML

extension CanonicalValue {
    /// A part of the files as it was written, for a model in which variables still stand: keys sorted, nothing left out.
    init(tree node: YAMLNode) {
        switch node.value {
        case .scalar(.null): self = .null
        case .scalar(.bool(let flag)): self = .bool(flag)
        case .scalar(.int(let number)): self = .int(number)
        case .scalar(.double(let number, _)): self = .double(number)
        case .scalar(.string(let text)): self = .string(text)
        case .sequence(let items): self = .list(items.map { CanonicalValue(tree: $0) })
        case .mapping(let mapping):
            self = .map(mapping.entries.map { (key: $0.key, value: CanonicalValue(tree: $0.value.value)) })
        }
    }
}
