/// A connection that left HTTP: bytes in both directions, each with its own end.
///
/// One task may receive while others send. Letting go of it closes it.
package final class RawConnection: Sendable {
    /// The fields of the answer that opened the connection.
    package let headers: HTTPHeaders
    private let link: LinkHandle

    init(_ link: LinkHandle, headers: HTTPHeaders) {
        self.link = link
        self.headers = headers
    }

    /// Queues bytes, and waits while more than 256 KiB are unsent.
    ///
    /// When the waiting task is cancelled, the bytes stay queued.
    ///
    /// - Throws: `TransportError` when the connection is closed, at this side or the other.
    package func send(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        try link.send(bytes)
        try await link.outbound.waitForRoom()
    }

    /// The next bytes, all that are there; nil once the peer sends no more.
    ///
    /// Cancelling the task that waits here closes the connection.
    package func receive() async throws -> [UInt8]? {
        try await link.receive()
    }

    /// Tells the peer, once everything queued is sent, that nothing more comes; its bytes go on arriving.
    package func closeForWriting() async {
        link.closeForWriting()
    }

    /// Closes both directions at once; bytes that are still queued are dropped.
    ///
    /// `receive` returns nil from then on.
    package func close() async {
        link.close()
    }
}

/// The tasks' end of a raw connection; the last reference to go closes it.
final class LinkHandle: Sendable {
    let outbound: OutboundQueue
    private let exchange: Exchange
    private let thread: CurlThread

    init(_ exchange: Exchange, sending outbound: OutboundQueue, on thread: CurlThread) {
        self.exchange = exchange
        self.outbound = outbound
        self.thread = thread
    }

    deinit { close() }

    func send(_ bytes: [UInt8]) throws {
        if try outbound.append(bytes) { flush() }
    }

    func receive() async throws -> [UInt8]? {
        try await exchange.body.next(
            resumeProducer: { [self] in
                thread.submit { [exchange] loop in loop.resumeReceiving(exchange) }
            },
            onCancel: { [self] in cancel() }
        )
    }

    func closeForWriting() {
        outbound.close()
        flush()
    }

    func close() { end(.success(())) }

    /// Closes the connection; whoever waits for it gets a `CancellationError`.
    func cancel() { end(.failure(CancellationError())) }

    private func end(_ result: Result<Void, any Error>) {
        outbound.fail(TransportError(.connectionLost, "the connection is closed"))
        exchange.end(result, discardsBytes: true)
        thread.submit { [exchange] loop in loop.remove(exchange) }
    }

    private func flush() {
        thread.submit { [exchange] loop in loop.writePending(exchange) }
    }
}
