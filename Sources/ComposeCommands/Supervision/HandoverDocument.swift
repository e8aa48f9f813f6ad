internal import ComposeModel
internal import OrderedCollections

extension Project {
    /// The project as the daemon keeps it: the JSON of `config`, with models and every `x-` key, and `$` as it is.
    ///
    /// The daemon's rules for a service stand in such a key, which `config --format json` leaves out below the top level.
    var handoverDocument: String {
        guard case .object(var object) = canonical(in: .json) else {
            preconditionFailure("a project is printed as a mapping")
        }
        if !models.isEmpty {
            let printed = models.map { (key: $0.key, value: $0.value) }
            object.fields.append(CanonicalObject.Field("models", CanonicalValue.map(printed)))
        }
        return CanonicalValue.object(object).yamlLayout.indentedJSON
    }

    /// What the files say at `x-swiftcompose.supervise`: whether `up` hands the project over.
    var asksForSupervision: Bool {
        guard case .object(let object)? = extensions["x-swiftcompose"] else { return false }
        return object["supervise"] == CanonicalValue.bool(true)
    }
}
