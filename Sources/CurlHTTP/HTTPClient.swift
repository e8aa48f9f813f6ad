internal import Synchronization

/// Talks HTTP/1.1 to one server, over as many connections as there are requests at a time.
///
/// Connections are kept and used again. There is no limit on how many are open and none on how long an answer takes;
/// only connecting has a time limit.
package final class HTTPClient: Sendable {
    package let endpoint: HTTPEndpoint
    private let connectTimeout: Duration
    private let thread = Mutex<CurlThread?>(nil)

    /// Costs nothing yet: libcurl is loaded and its thread started with the first request.
    package init(endpoint: HTTPEndpoint, connectTimeout: Duration = .seconds(10)) {
        self.endpoint = endpoint
        self.connectTimeout = connectTimeout
    }

    /// Loads libcurl and starts its thread meanwhile, for callers that know a request will follow.
    package func prepare() {
        Task {
            // A failure comes up again with the first request, which can report it.
            _ = try? runningThread()
        }
    }

    /// Sends a request and returns once the head of the answer is in; the body arrives while it is read.
    ///
    /// Cancelling the task ends the transfer.
    ///
    /// - Throws: `TransportError` when there is no answer, `CancellationError`, or what the source of the request's
    ///   body threw. No status is an error here.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let thread = try runningThread()
        let exchange = Exchange()
        let transfer = TransferHandle(exchange, on: thread)
        thread.submit { loop in loop.start(request, for: exchange) }
        let head = try await exchange.head.value { transfer.cancel() }
        return HTTPResponse(status: head.status, headers: head.headers, body: HTTPBody(transfer))
    }

    /// Asks the server to leave HTTP, and returns the connection that carries raw bytes from then on.
    ///
    /// `Connection`, `Upgrade` (to `tcp`), `Host` and `Content-Length` are added unless the request has them. A body
    /// that is a stream is made in full before anything is sent.
    ///
    /// - Throws: `HTTPUpgradeRefused` when the server gives another answer, otherwise as `send`.
    package func upgrade(_ request: HTTPRequest) async throws -> RawConnection {
        let message = try await request.upgradeMessage(to: endpoint)
        let thread = try runningThread()
        let exchange = Exchange()
        let outbound = OutboundQueue()
        let link = LinkHandle(exchange, sending: outbound, on: thread)
        _ = try outbound.append(message)
        thread.submit { loop in loop.open(exchange, sending: outbound) }
        let head = try await exchange.head.value { link.cancel() }
        return RawConnection(link, headers: head.headers)
    }

    private func runningThread() throws -> CurlThread {
        try thread.withLock { thread -> CurlThread in
            if let thread { return thread }
            let started = try CurlThread(endpoint: endpoint, connectTimeout: connectTimeout)
            thread = started
            return started
        }
    }
}

extension HTTPRequest {
    /// The request as bytes, for a connection that curl does not speak HTTP on.
    fileprivate func upgradeMessage(to endpoint: HTTPEndpoint) async throws -> [UInt8] {
        var content: [UInt8] = []
        switch body {
        case .none: break
        case .bytes(let bytes): content = bytes
        case .stream(_, let source): while let chunk = try await source.next() { content += chunk }
        }
        var fields = headers
        if fields["Host"] == nil { fields.add("Host", endpoint.authority) }
        if fields["Connection"] == nil { fields.add("Connection", "Upgrade") }
        if fields["Upgrade"] == nil { fields.add("Upgrade", "tcp") }
        if fields["Content-Length"] == nil, method != "GET" { fields.add("Content-Length", "\(content.count)") }
        let lines = fields.map { "\($0.name): \($0.value)\r\n" }
        return Array("\(method) \(target) HTTP/1.1\r\n\(lines.joined())\r\n".utf8) + content
    }
}
