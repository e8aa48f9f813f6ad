/// Path and query of a request to the daemon.
struct RequestTarget: Sendable, Equatable {
    /// Percent-encoded.
    private(set) var text: String
    private var hasQuery = false

    /// - Parameter segments: what follows `/v1`, as it is called and not encoded.
    init(_ segments: String...) {
        text = "/v1" + segments.map { "/" + Self.encoded($0) }.joined()
    }

    /// Adds a parameter; nil adds none.
    mutating func set(_ name: String, _ value: String?) {
        guard let value else { return }
        text += "\(hasQuery ? "&" : "?")\(name)=\(Self.encoded(value))"
        hasQuery = true
    }

    /// Leaves the characters that stand for themselves in every part of an address.
    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return encoded
    }
}
