internal import FoundationEssentials

/// How this room writes and reads JSON.
enum EngineJSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// JSON text of a value that cannot fail to encode: one made of texts, whole numbers, arrays and dictionaries.
    static func text(_ value: some Encodable) -> String {
        do {
            return String(decoding: try encode(value), as: UTF8.self)
        } catch {
            preconditionFailure("texts, whole numbers, arrays and dictionaries always encode")
        }
    }

    static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        with decoder: JSONDecoder = JSONDecoder(),
        answering method: String,
        _ route: String
    ) throws -> Value {
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            throw EngineAnswerUnreadable(method, route, "\(error)")
        }
    }
}

extension KeyedDecodingContainer {
    /// The value, or nil when the key is absent or null.
    func optional<Value: Decodable>(_ key: Key) throws -> Value? { try decodeIfPresent(Value.self, forKey: key) }

    /// The text, or an empty one when the key is absent or null.
    func text(_ key: Key) throws -> String { try decodeIfPresent(String.self, forKey: key) ?? "" }

    /// The text; nil when it is absent, null or empty, which the engine does not tell apart.
    func nonEmptyText(_ key: Key) throws -> String? {
        guard let text = try decodeIfPresent(String.self, forKey: key), !text.isEmpty else { return nil }
        return text
    }

    /// The flag; false when the key is absent or null.
    func flag(_ key: Key) throws -> Bool { try decodeIfPresent(Bool.self, forKey: key) ?? false }

    /// The number; zero when the key is absent or null.
    func number(_ key: Key) throws -> Int { try decodeIfPresent(Int.self, forKey: key) ?? 0 }

    /// The elements; empty when the key is absent or null.
    func list<Element: Decodable>(_ key: Key) throws -> [Element] {
        try decodeIfPresent([Element].self, forKey: key) ?? []
    }

    /// The entries that are not null; empty when the key is absent or null.
    func table<Value: Decodable>(_ key: Key) throws -> [String: Value] {
        guard let entries = try decodeIfPresent([String: Value?].self, forKey: key) else { return [:] }
        return entries.compactMapValues { $0 }
    }

    /// The keys of an object whose values say nothing, in order: `{"80/tcp": {}}`.
    func keys(_ key: Key) throws -> [String] {
        guard let entries = try decodeIfPresent([String: Ignored].self, forKey: key) else { return [] }
        return entries.keys.sorted()
    }
}

extension KeyedEncodingContainer {
    /// Leaves out nil and what is empty.
    mutating func encodeUnlessEmpty(_ value: (some Collection & Encodable)?, forKey key: Key) throws {
        guard let value, !value.isEmpty else { return }
        try encode(value, forKey: key)
    }

    /// Leaves out false.
    mutating func encodeIfTrue(_ flag: Bool, forKey key: Key) throws {
        if flag { try encode(flag, forKey: key) }
    }

    /// Writes names as an object of empty objects: `{"80/tcp": {}}`; leaves out an empty list.
    mutating func encodeKeys(_ names: [String], forKey key: Key) throws {
        guard !names.isEmpty else { return }
        var entries: [String: [String: String]] = [:]
        for name in names { entries[name] = [:] }
        try encode(entries, forKey: key)
    }
}

/// A value that is there and means nothing.
private struct Ignored: Decodable {
    init(from decoder: any Decoder) throws {}
}

extension Duration {
    /// Whole nanoseconds, the engine's unit; times beyond 292 years become the longest it can say.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowsToo) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflows || overflowsToo ? .max : sum
    }
}
