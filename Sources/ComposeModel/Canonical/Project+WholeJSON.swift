internal import OrderedCollections

extension Project {
    /// The JSON of `config` with models and every `x-` key, which that leaves out below the top level; `$` as it is.
    ///
    /// What a project can be made of again, without its files.
    package var wholeJSON: String {
        guard case .object(var object) = canonical(in: .json) else {
            preconditionFailure("a project is printed as a mapping")
        }
        if !models.isEmpty {
            let printed = models.map { (key: $0.key, value: $0.value) }
            object.fields.append(CanonicalObject.Field("models", CanonicalValue.map(printed)))
        }
        return CanonicalValue.object(object).yamlLayout.indentedJSON
    }
}
