internal import OrderedCollections

/// Fields in order, and the `x-` keys beside them, which YAML output shows and JSON and the hash leave out.
package struct CanonicalObject: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        package var name: String
        package var value: CanonicalValue

        package init(_ name: String, _ value: CanonicalValue) {
            self.name = name
            self.value = value
        }
    }

    package var fields: [Field] = []
    package var extensions: Extensions = [:]
    /// Whether the keys are the user's and sorted, in contrast to the fields of a fixed shape.
    package var isMap = false

    package init() {}

    init(extensions: Extensions) {
        self.extensions = extensions
    }

    package var isEmpty: Bool { fields.isEmpty && extensions.isEmpty }

    package subscript(name: String) -> CanonicalValue? { fields.first { $0.name == name }?.value }
}

/// Each `add` leaves a value out that the reference's `omitempty` leaves out.
extension CanonicalObject {
    mutating func add(_ name: String, _ value: CanonicalValue?) {
        if let value { fields.append(Field(name, value)) }
    }

    mutating func add(_ name: String, _ text: String?) {
        if let text, !text.isEmpty { add(name, CanonicalValue.string(text)) }
    }

    mutating func add(_ name: String, _ number: Int?) {
        if let number, number != 0 { add(name, CanonicalValue.int(number)) }
    }

    /// Zero is printed too: the reference keeps a pointer to tell it from unset.
    mutating func add(_ name: String, evenZero number: Int?) {
        if let number { add(name, CanonicalValue.int(number)) }
    }

    mutating func add(_ name: String, _ number: Float?) {
        if let number, number != 0 { add(name, CanonicalValue.float(number)) }
    }

    mutating func add(_ name: String, _ flag: Bool) {
        if flag { add(name, CanonicalValue.bool(true)) }
    }

    mutating func add(_ name: String, evenFalse flag: Bool?) {
        if let flag { add(name, CanonicalValue.bool(flag)) }
    }

    mutating func add(_ name: String, _ size: ByteSize?) {
        if let size, size.bytes != 0 { add(name, size.canonical) }
    }

    mutating func add(_ name: String, _ duration: Duration?) {
        if let duration, duration != .zero { add(name, evenZero: duration) }
    }

    mutating func add(_ name: String, evenZero duration: Duration?) {
        if let duration { add(name, CanonicalValue.string(duration.composeDescription)) }
    }

    mutating func add(_ name: String, _ list: [String]) {
        if !list.isEmpty { add(name, CanonicalValue.strings(list)) }
    }

    mutating func add(_ name: String, _ map: OrderedDictionary<String, String>) {
        if !map.isEmpty { add(name, CanonicalValue.map(map)) }
    }

    mutating func add(_ name: String, _ map: OrderedDictionary<String, String?>) {
        if !map.isEmpty { add(name, CanonicalValue.map(map)) }
    }
}

/// Parts with fields of their own.
extension CanonicalObject {
    /// A part that the reference holds by pointer: set but empty, it prints as `{}`.
    mutating func add(_ name: String, part: CanonicalObject?) {
        if let part { add(name, CanonicalValue.object(part)) }
    }

    /// A part that the reference holds by value: JSON always shows it, YAML only when it is not empty.
    mutating func add(_ name: String, embedded part: CanonicalObject, in form: CanonicalForm) {
        if form.syntax == .json || !part.isEmpty { add(name, CanonicalValue.object(part)) }
    }

    mutating func add(_ name: String, parts: [CanonicalObject]) {
        if !parts.isEmpty { add(name, CanonicalValue.list(parts.map { CanonicalValue.object($0) })) }
    }

    mutating func add<Value>(
        _ name: String,
        mapping values: OrderedDictionary<String, Value>,
        _ canonical: (Value) -> CanonicalValue
    ) {
        guard !values.isEmpty else { return }
        add(name, CanonicalValue.map(values.map { (key: $0.key, value: canonical($0.value)) }))
    }

    /// The words of a command; nil keeps the image's own, and only JSON says so, while an empty list clears it.
    mutating func add(_ name: String, command words: [String]?, in form: CanonicalForm) {
        if let words {
            add(name, CanonicalValue.strings(words))
        } else if form.syntax == .json {
            add(name, CanonicalValue.null)
        }
    }
}

extension ByteSize {
    /// The count as text, so that no reader of JSON rounds it.
    var canonical: CanonicalValue { .string("\(bytes)") }
}
