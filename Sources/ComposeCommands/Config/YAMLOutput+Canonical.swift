internal import ComposeModel
internal import YAML

extension YAMLOutput {
    /// The value as it stands, each object's fields in their order; extensions are not written.
    init(_ value: CanonicalValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .float(let number): self = .float(number)
        case .string(let text): self = .string(text)
        case .list(let values): self = .list(values.map { YAMLOutput($0) })
        case .object(let object):
            self = .map(object.fields.map { field in (key: field.name, value: YAMLOutput(field.value)) })
        }
    }
}
