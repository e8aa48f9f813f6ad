/// The backslash escapes that a double-quoted value of an env file may contain.
enum DotenvEscapes {
    /// The text with `\n`, `\t`, `\0101` and their like resolved; any other backslash stays.
    ///
    /// `\$` becomes `$$`, which substitution then turns into one dollar sign.
    static func expand(_ text: [Unicode.Scalar]) -> String {
        var output = String.UnicodeScalarView()
        var index = 0
        while index < text.count {
            guard text[index] == "\\", index + 1 < text.count else {
                output.append(text[index])
                index += 1
                continue
            }
            let escaped = text[index + 1]
            if escaped == "$" {
                output.append("$")
                output.append("$")
                index += 2
            } else if let control = controls[escaped] {
                output.append(control)
                index += 2
            } else if escaped == "0", let scalar = octal(text[(index + 2)...].prefix(3)) {
                output.append(scalar)
                index += 5
            } else {
                output.append("\\")
                index += 1
            }
        }
        return String(output)
    }

    private static let controls: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}", "\"": "\"",
        "\\": "\\",
    ]

    /// The scalar of exactly three octal digits.
    private static func octal(_ digits: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
        guard digits.count == 3 else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            guard ("0"..."7").contains(digit) else { return nil }
            number = number * 8 + digit.value - 48
        }
        return number < 256 ? Unicode.Scalar(number) : nil
    }
}
