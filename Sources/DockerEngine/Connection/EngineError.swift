internal import FoundationEssentials

/// The engine's refusal, in its own words.
package struct EngineError: Error, Sendable, Equatable {
    package let status: Int
    /// What the engine said, or what its status means when it said nothing.
    package let message: String
    package let method: String
    /// The path without the version prefix and the query: `/containers/web/start`.
    package let route: String

    package init(status: Int, message: String, method: String, route: String) {
        self.status = status
        self.message = message
        self.method = method
        self.route = route
    }

    package var isNotModified: Bool { status == 304 }
    package var isBadRequest: Bool { status == 400 }
    package var isUnauthorized: Bool { status == 401 }
    package var isForbidden: Bool { status == 403 }
    package var isNotFound: Bool { status == 404 }
    package var isConflict: Bool { status == 409 }
    package var isServerFailure: Bool { status >= 500 }
}

extension EngineError: CustomStringConvertible {
    package var description: String { message }
}

extension EngineError {
    /// Reads the engine's `{"message": …}`, or takes the body as it is when it is something else.
    init(status: Int, body: [UInt8], method: String, route: String) {
        struct Payload: Decodable {
            let message: String
        }
        let message: String
        do {
            message = try JSONDecoder().decode(Payload.self, from: Data(body)).message
        } catch {
            // A proxy or an old engine answers in plain text; its words are better than none.
            let isText = body.contains { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: " ") }
            message = isText ? Self.firstLines(of: body) : "the engine answered \(status) to \(method) \(route)"
        }
        self.init(status: status, message: message, method: method, route: route)
    }

    private static func firstLines(of body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(2048), as: UTF8.self)
        return String(text.trimmingSuffix { $0.isWhitespace })
    }
}

extension StringProtocol {
    /// The text without the characters at its end that meet the condition.
    fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> SubSequence {
        var end = endIndex
        while end > startIndex, condition(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
