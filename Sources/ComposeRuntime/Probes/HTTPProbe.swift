internal import ComposePlan
internal import CurlHTTP

/// Asks a server for a page and looks at the status of its answer.
struct HTTPProbe: Sendable {
    let check: ReadyProbe.HTTPCheck
    private let client: HTTPClient

    init(_ check: ReadyProbe.HTTPCheck, at address: ProbeAddress, timeout: Duration) {
        self.check = check
        client = HTTPClient(
            endpoint: .tcp(host: address.host, port: address.port, tls: nil),
            connectTimeout: timeout
        )
    }

    /// One request on a connection of its own.
    func run() async throws -> ProbeResult {
        let headers: HTTPHeaders = ["Connection": "close", "User-Agent": "swiftcompose"]
        do {
            // The body is let go of unread, which ends the transfer.
            let status = try await client.send(HTTPRequest("GET", check.path, headers: headers)).status
            let isReady = check.statuses.contains { $0.contains(status) }
            return ProbeResult(isReady: isReady, evidence: "status \(status)")
        } catch let error as TransportError {
            // Without libcurl there is no engine either.
            return .failed(error.description)
        }
    }
}
