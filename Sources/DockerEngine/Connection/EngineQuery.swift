/// The query of a request, in the order in which it was built.
struct EngineQuery: Sendable {
    private var items: [String] = []

    /// Adds `name=value`; a nil value adds nothing.
    mutating func set(_ name: String, _ value: String?) {
        guard let value else { return }
        items.append("\(name)=\(PercentEncoding.value(value))")
    }

    /// Adds `name=number`; nil adds nothing.
    mutating func set(_ name: String, number: Int?) {
        guard let number else { return }
        items.append("\(name)=\(number)")
    }

    /// Adds `name=1` when the flag is up.
    mutating func set(_ name: String, flag: Bool) {
        if flag { items.append("\(name)=1") }
    }

    /// Adds `filters={…}` unless there are none.
    mutating func set(_ filters: EngineFilters) {
        guard !filters.isEmpty else { return }
        set("filters", filters.json)
    }

    /// The query with its question mark; empty when nothing was set.
    var suffix: String { items.isEmpty ? "" : "?" + items.joined(separator: "&") }
}

/// Percent-encoding as RFC 3986 has it.
enum PercentEncoding {
    /// Encodes everything but unreserved characters, for a query's value or one path segment.
    static func value(_ text: String) -> String { encode(text) { _ in false } }

    /// Encodes a path segment that the engine lets hold slashes: an image reference.
    static func reference(_ text: String) -> String {
        encode(text) { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "@") }
    }

    private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) || isKept(byte) {
                encoded.append(byte)
            } else {
                encoded += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }
}
