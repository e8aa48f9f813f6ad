/// The types of scalars, decided as Go's yaml.v3 decides them, which docker compose reads with.
///
/// That is the core schema of YAML 1.2 with the numbers of YAML 1.1: `0644` is octal, `1_000` a thousand.
/// `yes`, `no`, `on` and `off` are strings, and so are timestamps.
extension YAMLScalar {
    /// The value of a scalar that stands without quotes and tag.
    init(plain text: String) {
        self = Self.resolve(text) ?? .string(text)
    }

    /// The value of a scalar with a tag, in its short form; nil when the text is no value of that type.
    ///
    /// With a tag that YAML does not define the text is a string.
    init?(_ text: String, tag: String) {
        switch tag {
        case "!!null", "!!bool":
            guard let value = Self.resolve(text) else { return nil }
            switch value {
            case .null where tag == "!!null", .bool where tag == "!!bool": self = value
            default: return nil
            }
        case "!!int":
            guard let value = NumberSyntax(text).integer else { return nil }
            self = value
        case "!!float":
            switch Self.resolve(text) {
            case .int(let value): self = .double(Double(value), text: text)
            case .double(let value, let text): self = .double(value, text: text)
            default: return nil
            }
        case "!!binary":
            guard let value = decodeBase64(text) else { return nil }
            self = .string(value)
        default: self = .string(text)
        }
    }

    /// nil when the text is a string, which its first character mostly tells.
    private static func resolve(_ text: String) -> YAMLScalar? {
        guard let first = text.utf8.first else { return .null }
        return switch first {
        case UInt8(ascii: "~"): text == "~" ? .null : nil
        case UInt8(ascii: "n"), UInt8(ascii: "N"):
            (text == "null" || text == "Null" || text == "NULL") ? .null : nil
        case UInt8(ascii: "t"), UInt8(ascii: "T"):
            (text == "true" || text == "True" || text == "TRUE") ? .bool(true) : nil
        case UInt8(ascii: "f"), UInt8(ascii: "F"):
            (text == "false" || text == "False" || text == "FALSE") ? .bool(false) : nil
        case UInt8(ascii: "0")...UInt8(ascii: "9"): NumberSyntax(text).value
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): special(text) ?? NumberSyntax(text).value
        default: nil
        }
    }

    /// The numbers that are written as words.
    private static func special(_ text: String) -> YAMLScalar? {
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .double(.infinity, text: text)
        case "-.inf", "-.Inf", "-.INF": .double(-.infinity, text: text)
        case ".nan", ".NaN", ".NAN": .double(.nan, text: text)
        default: nil
        }
    }
}
