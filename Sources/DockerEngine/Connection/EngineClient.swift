internal import CurlHTTP
internal import Synchronization

/// A client of the Docker Engine HTTP API, with one method per endpoint.
///
/// The first call asks the engine which API it speaks; all later ones, and those made meanwhile, share that answer.
/// Every method throws ``EngineError`` when the engine refuses, ``EngineUnreachable`` when there is none, and
/// ``EngineCallFailed`` when the connection breaks half way.
package final class EngineClient: Sendable {
    package let host: EngineHost
    /// What the caller asks to speak (`DOCKER_API_VERSION`); nil lets engine and client agree.
    let requestedVersion: String?
    private let userAgent: String
    private let http: HTTPClient
    private let trace: (@Sendable (EngineCall) -> Void)?
    private let calls = Atomic<Int>(0)
    private let agreed = Mutex<Task<EngineAgreement, any Error>?>(nil)

    /// - Parameters:
    ///   - host: where the engine listens; nothing is sent before the first call.
    ///   - apiVersion: the version to speak instead of negotiating one, such as `DOCKER_API_VERSION`; empty is nil.
    ///   - userAgent: how the client names itself to the engine.
    ///   - trace: told of every call once its response head is in, or once it failed; called on the caller's task.
    package init(
        host: EngineHost,
        apiVersion: String? = nil,
        userAgent: String = "swiftcompose",
        trace: (@Sendable (EngineCall) -> Void)? = nil
    ) {
        self.host = host
        self.userAgent = userAgent
        self.trace = trace
        requestedVersion = apiVersion?.isEmpty == true ? nil : apiVersion
        http = HTTPClient(endpoint: host.endpoint)
    }

    /// How many requests were sent so far.
    package var callCount: Int { calls.load(ordering: .relaxed) }

    /// What engine and client have agreed on, found out by the first caller to ask.
    ///
    /// - Throws: ``APIVersionError`` when there is no version that both speak; the next caller tries again.
    package func agreement() async throws -> EngineAgreement {
        let task: Task<EngineAgreement, any Error> = agreed.withLock { current in
            if let current { return current }
            let started = Task<EngineAgreement, any Error> { try await self.negotiate() }
            current = started
            return started
        }
        do {
            return try await task.value
        } catch {
            agreed.withLock { if $0 == task { $0 = nil } }
            throw error
        }
    }

    /// Starts to agree with the engine meanwhile, for a caller that still has files to read before its first call.
    package func prepare() {
        Task {
            // A failure is not lost: the first call asks again and throws it.
            _ = try? await self.agreement()
        }
    }

    /// Sends a request and returns once the head of its response is in.
    ///
    /// - `path`: percent-encoded, without the version: `/containers/json`.
    /// - `isVersioned`: whether the negotiated version goes before the path.
    /// - `accepted`: statuses that are no refusal, besides all 2xx.
    func send(
        _ method: String,
        _ path: String,
        query: EngineQuery = EngineQuery(),
        headers: HTTPHeaders = [:],
        body: HTTPRequestBody = .none,
        isVersioned: Bool = true,
        accepting accepted: Set<Int> = []
    ) async throws -> HTTPResponse {
        var target = path + query.suffix
        if isVersioned {
            let version = try await negotiatedVersion()
            target = "/v\(version)\(target)"
        }
        let request = HTTPRequest(method, target, headers: identified(headers), body: body)
        let response: HTTPResponse = try await traced(method, path) {
            let response = try await self.http.send(request)
            return (response, response.status)
        }
        guard (200..<300).contains(response.status) || accepted.contains(response.status) else {
            let words = try await collect(response, answering: method, path, limit: 1 << 20)
            throw EngineError(status: response.status, body: words, method: method, route: path)
        }
        return response
    }

    /// Sends a request that turns its connection into a plain stream of bytes in both directions.
    func upgrade(
        _ path: String,
        query: EngineQuery = EngineQuery(),
        headers: HTTPHeaders = [:],
        body: HTTPRequestBody = .none
    ) async throws -> RawConnection {
        let version = try await negotiatedVersion()
        let target = "/v\(version)\(path)\(query.suffix)"
        let request = HTTPRequest("POST", target, headers: identified(headers), body: body)
        do {
            return try await traced("POST", path) { (try await self.http.upgrade(request), 101) }
        } catch let refusal as HTTPUpgradeRefused {
            throw EngineError(status: refusal.status, body: refusal.body, method: "POST", route: path)
        }
    }

    /// The whole body of a response.
    func collect(
        _ response: HTTPResponse,
        answering method: String,
        _ path: String,
        limit: Int = 1 << 28
    ) async throws -> [UInt8] {
        do {
            return try await response.body.collect(limit: limit)
        } catch let error as TransportError {
            throw host.failure(error, during: method, path)
        }
    }

    private func identified(_ headers: HTTPHeaders) -> HTTPHeaders {
        var headers = headers
        headers.add("User-Agent", userAgent)
        return headers
    }

    /// Makes one call, counts it, reports it, and puts a transport's failure in the words of this room.
    private func traced<Answer: Sendable>(
        _ method: String,
        _ path: String,
        _ call: () async throws -> (Answer, Int)
    ) async throws -> Answer {
        calls.wrappingAdd(1, ordering: .relaxed)
        let started = trace.map { _ in StartedCall(method, path) }
        func report(_ status: Int?) {
            if let trace, let started { trace(started.ended(status)) }
        }
        do {
            let (answer, status) = try await call()
            report(status)
            return answer
        } catch let refusal as HTTPUpgradeRefused {
            report(refusal.status)
            throw refusal
        } catch {
            report(nil)
            guard let failure = error as? TransportError else { throw error }
            throw host.failure(failure, during: method, path)
        }
    }
}
