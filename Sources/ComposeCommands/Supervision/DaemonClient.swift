internal import ControlProtocol
internal import CurlHTTP
internal import FoundationEssentials

/// Talks to the daemon over its socket, with one method per request.
///
/// Nothing is sent before the first request. Every method throws a `CommandFailure` in the user's words: when nobody
/// listens, when the daemon refuses, and when its answer cannot be read.
struct DaemonClient: Sendable {
    /// Its path.
    let socket: String
    private let http: HTTPClient

    init(socket: String) {
        self.socket = socket
        http = HTTPClient(endpoint: .unixSocket(path: socket), connectTimeout: .seconds(5))
    }

    /// An answer that is there as a whole, whatever its status.
    struct Answer: Sendable {
        var status: Int
        var body: [UInt8]
    }

    // MARK: - Sending

    /// Sends a request and reads all of the answer.
    ///
    /// - `json`: the body; nil sends none.
    func answer(_ method: String, _ target: RequestTarget, sending json: String? = nil) async throws -> Answer {
        let response = try await open(method, target, accept: "application/json", sending: json)
        do {
            return Answer(status: response.status, body: try await response.body.collect())
        } catch let error as TransportError {
            throw failure(of: error)
        }
    }

    /// Sends a request, and returns once the answer begins.
    func open(
        _ method: String,
        _ target: RequestTarget,
        accept: String,
        sending json: String? = nil
    ) async throws -> HTTPResponse {
        var request = HTTPRequest(method, target.text, headers: ["Accept": accept])
        if let json {
            request.headers.add("Content-Type", "application/json")
            request.body = HTTPRequestBody.bytes(Array(json.utf8))
        }
        do {
            return try await http.send(request)
        } catch let error as TransportError {
            throw failure(of: error)
        }
    }

    // MARK: - Reading

    /// - Throws: what the daemon says against it when the answer is no success.
    func decode<Value: Decodable>(_ type: Value.Type, from answer: Answer) throws(CommandFailure) -> Value {
        try check(answer)
        do {
            return try JSONDecoder().decode(type, from: Data(answer.body))
        } catch {
            throw CommandFailure(
                "the daemon at '\(socket)' has given an answer that cannot be read",
                hint: "let daemon and program be of one version; this is \(ComposeProgram.version)"
            )
        }
    }

    /// Throws what the daemon says against a request when the answer is no success.
    func check(_ answer: Answer) throws(CommandFailure) {
        guard answer.status < 200 || answer.status > 299 else { return }
        // Without words of its own the status has to do.
        let words = try? JSONDecoder().decode(ControlFailure.self, from: Data(answer.body))
        throw CommandFailure(
            words?.message ?? "the daemon at '\(socket)' has answered with status \(answer.status)",
            hint: words?.hint
        )
    }

    private func failure(of error: TransportError) -> CommandFailure {
        switch error.kind {
        case .cannotConnect:
            CommandFailure("no daemon listens at '\(socket)'", hint: "start it with 'swiftcompose daemon start'")
        case .permissionDenied:
            CommandFailure(
                "the daemon's socket '\(socket)' is not for this user",
                hint: "join the group that it belongs to, or start a daemon of your own"
            )
        case .timedOut:
            CommandFailure("the daemon at '\(socket)' does not answer", hint: "see 'swiftcompose daemon logs'")
        case .connectionLost, .tls, .libraryMissing, .other:
            CommandFailure("cannot talk to the daemon at '\(socket)': \(error.description)")
        }
    }
}
