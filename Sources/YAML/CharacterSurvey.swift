/// What the characters of a string allow for the ways of writing it, as libyaml's emitter sees it.
struct CharacterSurvey {
    /// An indicator of the syntax stands where a plain scalar would be misread.
    private(set) var hasIndicator: Bool
    private(set) var hasBreaks = false
    /// A character must be escaped.
    private(set) var hasSpecial = false
    private(set) var hasTab = false
    private(set) var beginsWithSpace = false
    private(set) var endsWithSpace = false
    private(set) var hasSpaceBeforeBreak = false

    private var previous: Unicode.Scalar?
    /// A `:`, `?` or `-` that is an indicator if space follows it.
    private var isIndicatorBeforeSpace = false

    init(_ value: String) {
        hasIndicator = value.hasPrefix("---") || value.hasPrefix("...")
    }

    mutating func add(_ character: Unicode.Scalar) {
        let isBlank = character == " " || character == "\t"
        if isIndicatorBeforeSpace, isBlank { hasIndicator = true }
        isIndicatorBeforeSpace = character == ":"
        if let previous {
            let followsSpace = previous == " " || previous == "\t" || previous.isYAMLBreak || previous == "\0"
            if character == "#", followsSpace { hasIndicator = true }
            if character.isYAMLBreak, previous == " " { hasSpaceBeforeBreak = true }
        } else {
            beginsWithSpace = character == " "
            switch character {
            case "#", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@", "`":
                hasIndicator = true
            case "?", "-": isIndicatorBeforeSpace = true
            default: break
            }
        }
        if character.isYAMLBreak { hasBreaks = true }
        if character == "\t" { hasTab = true } else if !character.isYAMLPrintable { hasSpecial = true }
        // A line separator would end the line in any form but an escape.
        if character == "\u{2028}" || character == "\u{2029}" { hasSpecial = true }
        previous = character
    }

    mutating func end() {
        endsWithSpace = previous == " "
        if isIndicatorBeforeSpace { hasIndicator = true }
    }
}

extension Unicode.Scalar {
    var isYAMLBreak: Bool {
        switch self {
        case "\r", "\n", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    /// Whether the emitter writes the character as it is; those outside the basic plane are escaped.
    var isYAMLPrintable: Bool {
        switch value {
        case 0x0A, 0x20...0x7E: true
        case 0xFEFF: false
        default: 0xA0 <= value && value <= 0xFFFD
        }
    }
}

/// The escape for a character between double quotes.
func escape(of character: Unicode.Scalar) -> String {
    switch character.value {
    case 0x00: return "\\0"
    case 0x07: return "\\a"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0B: return "\\v"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case 0x1B: return "\\e"
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x85: return "\\N"
    case 0x2028: return "\\L"
    case 0x2029: return "\\P"
    case let code where code <= 0xFF: return "\\x" + hexadecimal(code, digits: 2)
    case let code where code <= 0xFFFF: return "\\u" + hexadecimal(code, digits: 4)
    case let code: return "\\U" + hexadecimal(code, digits: 8)
    }
}

private func hexadecimal(_ code: UInt32, digits: Int) -> String {
    let text = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}
