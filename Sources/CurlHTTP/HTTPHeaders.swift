/// The header fields of one message, in their order, a repeated name as often as it came.
package struct HTTPHeaders: Sendable {
    package typealias Field = (name: String, value: String)

    private var fields: [Field] = []

    package init() {}

    /// The value of the first field of that name, whatever its case; nil when there is none.
    package subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    /// The values of every field of that name, in their order.
    package func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return fields.filter { $0.name.lowercased() == wanted }.map { $0.value }
    }

    /// Adds a field, also beside another of the same name.
    package mutating func add(_ name: String, _ value: String) {
        fields.append((name: name, value: value))
    }
}

extension HTTPHeaders: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }
}

extension HTTPHeaders: Sequence {
    package func makeIterator() -> IndexingIterator<[Field]> { fields.makeIterator() }
}
