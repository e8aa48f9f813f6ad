internal import OrderedCollections

extension CanonicalValue {
    /// The value as YAML output lays it out: extensions after the fields of their mapping, keys of maps in natural order.
    ///
    /// After this nothing is left in `extensions`: an emitter writes the fields, and no more.
    package var yamlLayout: CanonicalValue {
        switch self {
        case .null, .bool, .int, .double, .float, .string: self
        case .list(let values): .list(values.map(\.yamlLayout))
        case .object(let object): .object(object.yamlLayout)
        }
    }
}

extension CanonicalObject {
    fileprivate var yamlLayout: CanonicalObject {
        var layout = CanonicalObject()
        layout.isMap = isMap
        layout.fields = Self.laidOut(fields, sorted: isMap)
        layout.fields += Self.laidOut(extensions.map { Field($0.key, $0.value) }, sorted: true)
        return layout
    }

    private static func laidOut(_ fields: [Field], sorted: Bool) -> [Field] {
        let fields = fields.map { Field($0.name, $0.value.yamlLayout) }
        guard sorted else { return fields }
        let keyed = fields.map { (key: NaturalKey($0.name), field: $0) }
        return keyed.sorted { $0.key < $1.key }.map { $0.field }
    }
}

/// A map key that sorts as the reference's YAML encoder sorts it: `a2` before `a10`, letters after other characters.
struct NaturalKey: Comparable {
    private let scalars: [Unicode.Scalar]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    static func < (left: NaturalKey, right: NaturalKey) -> Bool {
        let (one, other) = (left.scalars, right.scalars)
        guard let place = zip(one, other).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
            return one.count < other.count
        }
        switch (one[place].properties.isAlphabetic, other[place].properties.isAlphabetic) {
        case (true, true): return one[place] < other[place]
        // After a digit a letter ends the number, and what has the shorter number comes first.
        case (true, false): return place > 0 && isDigit(one[place - 1])
        case (false, true): return !(place > 0 && isDigit(one[place - 1]))
        case (false, false): return precedesByNumber(one, other, from: place)
        }
    }

    private static func precedesByNumber(_ one: [Unicode.Scalar], _ other: [Unicode.Scalar], from place: Int) -> Bool {
        // A zero inside a number counts as a digit of it, a leading one does not.
        let isZero = one[place] == "0" || other[place] == "0"
        let before = one[..<place].reversed().prefix(while: isDigit)
        let start: UInt64 = isZero && before.contains(where: { $0 != "0" }) ? 1 : 0
        let left = number(in: one, from: place, after: start)
        let right = number(in: other, from: place, after: start)
        if left.value != right.value { return left.value < right.value }
        if left.end != right.end { return left.end < right.end }
        return one[place] < other[place]
    }

    /// The number that the digits from a place on make, and where they end; very long ones wrap around.
    private static func number(
        in scalars: [Unicode.Scalar],
        from place: Int,
        after start: UInt64
    ) -> (value: UInt64, end: Int) {
        var value = start
        var end = place
        while end < scalars.count, isDigit(scalars[end]) {
            value = value &* 10 &+ UInt64(scalars[end].value - 48)
            end += 1
        }
        return (value, end)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }
}
