/// JSON byte for byte as the reference's encoder writes it, because the config hash is the digest of these bytes.
extension CanonicalValue {
    /// Without white space; `<`, `>`, `&` and the two line separators are escaped, extensions are left out.
    package var compactJSON: String {
        var text = ""
        append(to: &text, indent: nil, level: 0)
        return text
    }

    /// Two spaces a level, with the same escapes; no line break at the end.
    package var indentedJSON: String {
        var text = ""
        append(to: &text, indent: "  ", level: 0)
        return text
    }

    private func append(to text: inout String, indent: String?, level: Int) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let number): text += "\(number)"
        case .double(let number): text += number.isFinite ? JSONNumber.text(of: "\(number)") : "null"
        case .float(let number): text += number.isFinite ? JSONNumber.text(of: "\(number)") : "null"
        case .string(let string): JSONString.append(string, to: &text)
        case .list(let values):
            Self.append(values, "[", "]", to: &text, indent, level) { value, text in
                value.append(to: &text, indent: indent, level: level + 1)
            }
        case .object(let object):
            Self.append(object.fields, "{", "}", to: &text, indent, level) { field, text in
                JSONString.append(field.name, to: &text)
                text += indent == nil ? ":" : ": "
                field.value.append(to: &text, indent: indent, level: level + 1)
            }
        }
    }

    private static func append<Element>(
        _ elements: [Element],
        _ open: String,
        _ close: String,
        to text: inout String,
        _ indent: String?,
        _ level: Int,
        _ write: (Element, inout String) -> Void
    ) {
        text += open
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            if let indent { text += "\n" + String(repeating: indent, count: level + 1) }
            write(element, &text)
        }
        if let indent, !elements.isEmpty { text += "\n" + String(repeating: indent, count: level) }
        text += close
    }
}

extension CanonicalObject {
    package var compactJSON: String { CanonicalValue.object(self).compactJSON }
}

/// String literals as Go's `encoding/json` writes them.
private enum JSONString {
    static func append(_ string: String, to text: inout String) {
        text += "\""
        if string.utf8.allSatisfy(isPlain) {
            text += string
        } else {
            for scalar in string.unicodeScalars { append(scalar, to: &text) }
        }
        text += "\""
    }

    /// Whether a byte stands for itself; the line separators U+2028 and U+2029 begin with E2.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "&"), 0xE2:
            false
        default: true
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.value {
        case 0x22: text += "\\\""
        case 0x5C: text += "\\\\"
        case 0x08: text += "\\b"
        case 0x09: text += "\\t"
        case 0x0A: text += "\\n"
        case 0x0C: text += "\\f"
        case 0x0D: text += "\\r"
        case 0..<0x20, 0x26, 0x3C, 0x3E, 0x2028, 0x2029:
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
    }
}

/// Numbers with a fraction as Go's `encoding/json` writes them.
private enum JSONNumber {
    /// Both languages find the same shortest digits; only where the point or an exponent goes differs.
    ///
    /// Go writes an exponent below 1e-6 and from 1e21 on, of one digit if it is negative and that is enough.
    static func text(of swiftDescription: String) -> String {
        let isNegative = swiftDescription.hasPrefix("-")
        let parts = swiftDescription.dropFirst(isNegative ? 1 : 0).split(separator: "e")
        let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(halves[0])
        var digits = whole + (halves.count > 1 ? String(halves[1]) : "")
        // The value is 0.DIGITS times ten to the power of `point`.
        var point = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        while digits.hasSuffix("0") { digits.removeLast() }
        while digits.hasPrefix("0") {
            digits.removeFirst()
            point -= 1
        }
        let sign = isNegative ? "-" : ""
        if digits.isEmpty { return sign + "0" }
        if point < -5 || point > 21 { return sign + scientific(digits, exponent: point - 1) }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    private static func scientific(_ digits: String, exponent: Int) -> String {
        let fraction = digits.count > 1 ? ".\(digits.dropFirst())" : ""
        return "\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
    }
}
