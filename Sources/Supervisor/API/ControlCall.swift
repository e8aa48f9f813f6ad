internal import ControlProtocol
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// A request on its way through its endpoint.
struct ControlCall: Sendable {
    /// More than the largest project has, environment and all.
    static let bodyLimit = 16 << 20

    var request: HummingbirdCore.Request
    /// What stands in place of the names in the path's braces.
    var path: [String: String]
    var query: QueryValues
    var logger: Logger

    /// The part of the path in the braces of that name.
    func part(_ name: String) -> String {
        guard let value = path[name] else { preconditionFailure("the endpoint's path has no {\(name)}") }
        return value
    }

    /// Reads the body.
    ///
    /// - Throws: ``RequestProblem`` where it is too large, no JSON, or JSON of another form.
    func body<Body: Decodable>(_ type: Body.Type) async throws -> Body {
        if let mediaType = request.headers[.contentType] {
            let plain = mediaType.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
            guard plain == "application/json" else { throw RequestProblem.wrongMediaType }
        }
        if let text = request.headers[.contentLength], let length = Int(text), length > Self.bodyLimit {
            throw RequestProblem.tooLarge(limit: Self.bodyLimit)
        }
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: Self.bodyLimit)
        } catch is NIOTooManyBytesError {
            throw RequestProblem.tooLarge(limit: Self.bodyLimit)
        }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
        } catch let error as DecodingError {
            throw RequestProblem.invalid(Self.sentence(error), hint: "see /openapi.json for what it should be")
        }
    }

    private static func sentence(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "the body lacks '\(place(context.codingPath + [key]))'"
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            "the body has something else at '\(place(context.codingPath))' than it should"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "the body has something else at '\(place(context.codingPath))' than it should"
        default: "the body is no JSON"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "the top" : path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
    }
}
