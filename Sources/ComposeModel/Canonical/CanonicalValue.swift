package import OrderedCollections

/// A value in the form that `config` prints and the config hash covers.
///
/// The order of fields is part of it: fields of a fixed shape stand in the reference's declaration order, maps are
/// sorted by key.
package enum CanonicalValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    /// Printed with the fewest digits that give back the same 32-bit number.
    case float(Float)
    case string(String)
    case list([CanonicalValue])
    case object(CanonicalObject)

    /// A map, whose keys are the user's, sorted by their bytes.
    package static func map(_ pairs: some Sequence<(key: String, value: CanonicalValue)>) -> CanonicalValue {
        var object = CanonicalObject()
        object.isMap = true
        for (key, value) in pairs.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            object.fields.append(.init(key, value))
        }
        return .object(object)
    }

    package static func strings(_ values: some Sequence<String>) -> CanonicalValue { .list(values.map { .string($0) }) }

    package static func map(_ pairs: OrderedDictionary<String, String>) -> CanonicalValue {
        map(pairs.map { (key: $0.key, value: CanonicalValue.string($0.value)) })
    }

    package static func map(_ pairs: OrderedDictionary<String, String?>) -> CanonicalValue {
        map(pairs.map { (key: $0.key, value: $0.value.map { CanonicalValue.string($0) } ?? CanonicalValue.null) })
    }

    /// A value of a fixed shape that the model keeps as it was written: known fields first, in the order given.
    ///
    /// Keys that start with `x-` become extensions. What is no mapping stays as it is.
    func shaped(_ order: [String]) -> CanonicalValue {
        guard case .object(let written) = self else { return self }
        var object = CanonicalObject(extensions: written.extensions)
        let known = order.compactMap { name in written.fields.first { $0.name == name } }
        for field in known + written.fields.filter({ !order.contains($0.name) }) {
            if field.name.hasPrefix("x-") {
                object.extensions[field.name] = field.value
            } else {
                object.fields.append(field)
            }
        }
        return .object(object)
    }
}
