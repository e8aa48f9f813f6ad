/// What the Compose Specification accepts at one place of a file.
indirect enum Shape: Sendable {
    case string
    /// One of a few words.
    case words([String])
    case pattern(TextPattern)
    case number
    case integer(in: ClosedRange<Int>)
    case boolean
    case null
    case list(of: Shape, unique: Bool)
    /// A mapping whose keys are known.
    case fields(Fields)
    /// A mapping whose keys are the user's.
    case map(of: Shape, keys: TextPattern?)
    /// The first that suits the kind of value is the one that counts.
    case either([Shape])
    case anything

    static var anyInteger: Shape { .integer(in: Int.min...Int.max) }

    static func object(_ shapes: [String: Shape], required: [String] = [], extensions: Bool = true) -> Shape {
        .fields(Fields(shapes, required: required, allowsExtensions: extensions))
    }
}

/// The known keys of a mapping.
struct Fields: Sendable {
    var shapes: [String: Shape]
    /// Keys that must be there.
    var required: [String]
    /// Whether `x-` keys may stand beside the known ones.
    var allowsExtensions: Bool

    init(_ shapes: [String: Shape], required: [String] = [], allowsExtensions: Bool = true) {
        self.shapes = shapes
        self.required = required
        self.allowsExtensions = allowsExtensions
    }
}

/// The texts that need more than being a string.
enum TextPattern: Sendable {
    /// What services, networks, volumes, secrets, configs and models may be called.
    case resourceName
    case containerName
    case pullPolicy
    case ulimitName

    func accepts(_ text: String) -> Bool {
        switch self {
        case .resourceName: !text.isEmpty && text.utf8.allSatisfy(Self.isNameByte)
        case .containerName: Self.holdsContainerName(text)
        case .pullPolicy: Self.isPullPolicy(text)
        case .ulimitName: !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        }
    }

    /// The rule in words, to follow `must be`.
    var description: String {
        switch self {
        case .resourceName: "a name of letters, digits, '.', '_' and '-'"
        case .containerName: "two or more letters, digits, '.', '_' and '-', starting with a letter or digit"
        case .pullPolicy:
            "one of 'always', 'never', 'missing', 'build', 'if_not_present', 'refresh', 'daily', 'weekly' or 'every_<time>'"
        case .ulimitName: "a name of lower-case letters"
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// The specification asks only that such a name occurs in the text; the engine judges the rest.
    private static func holdsContainerName(_ text: String) -> Bool {
        var previous: UInt8?
        for byte in text.utf8 {
            if let previous, isAlphanumeric(previous), isNameByte(byte) { return true }
            previous = byte
        }
        return false
    }

    private static func isPullPolicy(_ text: String) -> Bool {
        switch text {
        case "always", "never", "missing", "build", "if_not_present", "refresh", "daily", "weekly": return true
        default: break
        }
        guard text.hasPrefix("every_") else { return false }
        var expectsDigit = true
        for byte in text.utf8.dropFirst(6) {
            switch byte {
            case 0x30...0x39: expectsDigit = false
            case UInt8(ascii: "w"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s"):
                if expectsDigit { return false }
                expectsDigit = true
            default: return false
            }
        }
        return expectsDigit && text.utf8.count > 6
    }
}
