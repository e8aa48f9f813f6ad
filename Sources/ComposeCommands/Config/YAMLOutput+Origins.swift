internal import ComposeLoader
internal import ComposeModel
internal import YAML

extension YAMLOutput {
    /// The value with a comment behind each of its parts that says where it comes from.
    init(_ value: CanonicalValue, from cursor: OriginCursor) {
        switch value {
        case .list(let values) where !values.isEmpty:
            self = .list(
                values.enumerated().map { index, item in
                    YAMLOutput(item, from: cursor.item(index, of: values))
                }
            )
        case .object(let object) where !object.fields.isEmpty:
            self = .map(
                object.fields.map { field in
                    (key: field.name, value: YAMLOutput(field.value, from: cursor.child(field.name)))
                }
            )
        default:
            self = .commented(YAMLOutput(value), OriginText.of(cursor.origin))
        }
    }
}
