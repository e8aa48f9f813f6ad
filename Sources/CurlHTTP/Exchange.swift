/// Where a transfer on the curl thread meets the task that it works for.
final class Exchange: Sendable {
    let head = Promise<ResponseHead>()
    let body = ByteChannel()

    /// Ends both the wait for the head and the body; only the first ending counts.
    ///
    /// - Returns: whether this was the first.
    @discardableResult
    func end(_ result: Result<Void, any Error>, discardsBytes: Bool = false) -> Bool {
        let isFirst = body.finish(result, discardsBytes: discardsBytes)
        switch result {
        case .success: head.settle(.failure(TransportError(.connectionLost, "the connection ended without an answer")))
        case .failure(let error): head.settle(.failure(error))
        }
        return isFirst
    }
}

/// The reader's end of a transfer; the last reference to go cancels what is left of it.
final class TransferHandle: Sendable {
    let exchange: Exchange
    private let thread: CurlThread

    init(_ exchange: Exchange, on thread: CurlThread) {
        self.exchange = exchange
        self.thread = thread
    }

    deinit { cancel() }

    /// Ends the transfer early; whoever waits for it gets a `CancellationError`.
    func cancel() {
        guard exchange.end(.failure(CancellationError()), discardsBytes: true) else { return }
        thread.submit { [exchange] loop in loop.remove(exchange) }
    }

    func nextChunk() async throws -> [UInt8]? {
        try await exchange.body.next(
            resumeProducer: { [self] in
                thread.submit { [exchange] loop in loop.resumeReceiving(exchange) }
            },
            onCancel: { [self] in cancel() }
        )
    }
}
