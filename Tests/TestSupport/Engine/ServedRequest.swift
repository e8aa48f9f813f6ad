internal import FoundationEssentials

/// A request as the routes see it.
struct ServedRequest: Sendable {
    let method: String
    /// Without the version and the query, as it was sent: `/containers/json`.
    let path: String
    /// The decoded segments of the path.
    let parts: [String]
    private let query: [String: String]
    let body: [UInt8]

    /// - `target`: as in the first line of the request, with or without `/v1.41` before it.
    init(method: String, target: String, body: [UInt8]) {
        self.method = method
        self.body = body
        let halves = target.split(separator: "?", maxSplits: 1)
        var segments = (halves.first ?? "").split(separator: "/").map(String.init)
        if let first = segments.first, first.hasPrefix("v1.") { segments.removeFirst() }
        path = "/" + segments.joined(separator: "/")
        parts = segments.map { Self.decoded($0) }
        var query: [String: String] = [:]
        let pairs: [Substring] = halves.count > 1 ? halves[1].split(separator: "&") : []
        for pair in pairs {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = sides.first else { continue }
            query[name] = sides.count > 1 ? Self.decoded(sides[1]) : ""
        }
        self.query = query
    }

    /// A parameter of the query; nil when it is not there.
    subscript(name: String) -> String? { query[name] }

    /// Whether a parameter of the query is set to something true.
    func flag(_ name: String) -> Bool { ["1", "true"].contains(query[name] ?? "") }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw Refusal(400, "cannot read the body of \(method) \(path): \(error)")
        }
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
