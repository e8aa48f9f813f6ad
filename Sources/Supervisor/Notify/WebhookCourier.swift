internal import ComposeRuntime
internal import CurlHTTP

/// Posts events to one address.
struct WebhookCourier: Sendable {
    private enum Answer {
        case taken
        /// Another try may go better.
        case failed(String)
        /// Every further try would end the same.
        case refused(String)
    }

    private let address: WebhookAddress
    private let limit: Duration
    private let pauses: [Duration]
    private let client: HTTPClient

    init(_ address: WebhookAddress, limit: Duration, pauses: [Duration]) {
        self.address = address
        self.limit = limit
        self.pauses = pauses
        client = HTTPClient(endpoint: address.endpoint, connectTimeout: limit)
    }

    /// Posts JSON, again after a pause when that fails; nil once it was taken, otherwise why it was given up.
    ///
    /// - Throws: `CancellationError`.
    func post(_ json: [UInt8]) async throws -> String? {
        var reason = ""
        for attempt in 0...pauses.count {
            if attempt > 0 { try await Task.sleep(for: pauses[attempt - 1]) }
            switch try await attemptOnce(json) {
            case .taken: return nil
            case .refused(let answer): return "refused: \(answer)"
            case .failed(let why): reason = why
            }
        }
        let tries = pauses.isEmpty ? "1 try" : "\(pauses.count + 1) tries"
        return "given up after \(tries): \(reason)"
    }

    private func attemptOnce(_ json: [UInt8]) async throws -> Answer {
        let headers: HTTPHeaders = ["Content-Type": "application/json", "User-Agent": "swiftcompose"]
        let request = HTTPRequest("POST", address.target, headers: headers, body: .bytes(json))
        let client = client
        do {
            // What the answer says beyond its status is nobody's business.
            let status = try await TimeLimit.within(limit) { try await client.send(request).status }
            guard let status else { return .failed("no answer within \(limit)") }
            switch status {
            case 200..<300: return .taken
            case 408, 429, 500...: return .failed("status \(status)")
            default: return .refused("status \(status)")
            }
        } catch let error as TransportError {
            return .failed(error.description)
        }
    }
}
