internal import HTTPTypes
internal import HummingbirdCore

/// One thing that can be asked of the daemon: what routes a request to it, what answers, and what the description of the
/// interface says of it, in one value, so that none of them can differ from the others.
struct ControlEndpoint: Sendable {
    typealias Handler = @Sendable (ControlCall) async throws -> HummingbirdCore.Response

    /// An answer that is no failure.
    struct Answer: Sendable {
        /// The name of a schema, or one of text.
        enum Content: Sendable {
            case nothing
            case value(String)
            case list(String)
            /// Media types of text that has no schema.
            case text([String])
        }

        var status: Int
        var summary: String
        var content: Content
    }

    var method: HTTPTypes.HTTPRequest.Method
    /// Parts in braces stand for any text but the empty one: `/v1/projects/{name}`.
    var path: String
    /// The `operationId` of the description.
    var name: String
    /// One sentence.
    var summary: String
    var query: [QueryParameter] = []
    /// The name of the schema of what is sent; nil where nothing is.
    var body: String?
    /// Whether `Last-Event-ID` is understood.
    var resumes = false
    var answer: Answer
    /// Statuses that it may fail with, beside those that every endpoint has.
    var failures: [Int] = []
    var handler: Handler

    init(
        _ method: HTTPTypes.HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        answer: Answer,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.summary = summary
        self.answer = answer
        self.handler = handler
    }

    /// The names in the path's braces.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    func taking(_ query: [QueryParameter]) -> ControlEndpoint {
        var endpoint = self
        endpoint.query = query
        return endpoint
    }

    /// `body`: the name of its schema.
    func taking(body: String) -> ControlEndpoint {
        var endpoint = self
        endpoint.body = body
        return endpoint
    }

    func resuming() -> ControlEndpoint {
        var endpoint = self
        endpoint.resumes = true
        return endpoint
    }

    func failing(_ statuses: Int...) -> ControlEndpoint {
        var endpoint = self
        endpoint.failures = statuses
        return endpoint
    }
}

/// Finds the endpoint that a request is for.
struct EndpointTable: Sendable {
    let endpoints: [ControlEndpoint]

    /// - Returns: the endpoint, and what stands in place of the names in its path's braces.
    func resolve(
        _ method: HTTPTypes.HTTPRequest.Method,
        _ path: String
    ) throws(RequestProblem) -> (ControlEndpoint, [String: String]) {
        var allowed: [String] = []
        for endpoint in endpoints {
            guard let values = Self.match(endpoint.path, path) else { continue }
            if endpoint.method == method { return (endpoint, values) }
            allowed.append(endpoint.method.rawValue)
        }
        guard allowed.isEmpty else { throw .wrongMethod(method.rawValue, allowed: allowed) }
        throw .unknownPath
    }

    private static func match(_ pattern: String, _ path: String) -> [String: String]? {
        let expected = pattern.split(separator: "/", omittingEmptySubsequences: false)
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        guard expected.count == given.count else { return nil }
        var values: [String: String] = [:]
        for (part, text) in zip(expected, given) {
            if part.hasPrefix("{") {
                guard let value = PercentCoding.decoded(text), !value.isEmpty else { return nil }
                values[String(part.dropFirst().dropLast())] = value
            } else if part != text {
                return nil
            }
        }
        return values
    }
}
