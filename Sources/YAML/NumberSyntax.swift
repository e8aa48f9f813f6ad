/// Reads a number in the spellings that Go's yaml.v3 knows.
struct NumberSyntax {
    private let text: String
    /// The text without the underscores between digits; empty when a character in it is none of a number's.
    private let characters: [UInt8]

    init(_ text: String) {
        self.text = text
        characters = text.utf8.allSatisfy(Self.mayStandInNumber) ? Array(text.utf8) : []
    }

    /// nil when the text is no number.
    var value: YAMLScalar? {
        guard let first = characters.first else { return nil }
        // Only a number that begins with a digit or a sign may be parted by underscores.
        let digits = first == UInt8(ascii: ".") ? characters : withoutUnderscores
        return readInteger(digits) ?? readFloat(digits)
    }

    /// nil when the text is no whole number.
    var integer: YAMLScalar? { readInteger(withoutUnderscores) }

    private var withoutUnderscores: [UInt8] { characters.filter { $0 != UInt8(ascii: "_") } }

    private static func mayStandInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "o"),
            UInt8(ascii: "O"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private func readInteger(_ digits: [UInt8]) -> YAMLScalar? {
        var rest = digits[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let radix = Self.removeRadix(from: &rest)
        guard !rest.isEmpty else { return nil }
        var magnitude: UInt64 = 0
        for byte in rest {
            guard let digit = Self.digit(byte), digit < radix else { return nil }
            let (product, productOverflows) = magnitude.multipliedReportingOverflow(by: radix)
            let (sum, sumOverflows) = product.addingReportingOverflow(digit)
            // A decimal number this long is a float; any other is a string.
            guard !productOverflows, !sumOverflows else { return nil }
            magnitude = sum
        }
        guard isNegative else {
            return Int(exactly: magnitude).map { YAMLScalar.int($0) } ?? .double(Double(magnitude), text: text)
        }
        guard magnitude <= UInt64(Int.max) + 1 else { return nil }
        return .int(Int(truncatingIfNeeded: 0 &- magnitude))
    }

    /// Takes `0x`, `0o`, `0b` or the `0` of an old octal number off and returns the base it stands for.
    private static func removeRadix(from digits: inout ArraySlice<UInt8>) -> UInt64 {
        guard digits.count > 1, digits.first == UInt8(ascii: "0") else { return 10 }
        digits.removeFirst()
        switch digits.first ?? 0 {
        case UInt8(ascii: "x"), UInt8(ascii: "X"):
            digits.removeFirst()
            return 16
        case UInt8(ascii: "o"), UInt8(ascii: "O"):
            digits.removeFirst()
            return 8
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            digits.removeFirst()
            return 2
        default: return 8
        }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Sign, digits with at most one point, and an exponent; at least one digit stands before the exponent.
    private func readFloat(_ digits: [UInt8]) -> YAMLScalar? {
        var rest = digits[...]
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let whole = Self.removeDigits(from: &rest)
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = Self.removeDigits(from: &rest)
        }
        guard whole + fraction > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
            guard Self.removeDigits(from: &rest) > 0 else { return nil }
        }
        // A point without digits after it is no part of a Swift number.
        let spelling = fraction > 0 ? digits : digits.filter { $0 != UInt8(ascii: ".") }
        guard rest.isEmpty, let value = Double(String(decoding: spelling, as: UTF8.self)), value.isFinite else {
            return nil
        }
        return .double(value, text: text)
    }

    private static func removeDigits(from text: inout ArraySlice<UInt8>) -> Int {
        let digits = text.prefix { UInt8(ascii: "0") <= $0 && $0 <= UInt8(ascii: "9") }
        text = text.dropFirst(digits.count)
        return digits.count
    }
}
