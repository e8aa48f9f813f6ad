/// The answer to a request, whose body may still be on its way.
package struct HTTPResponse: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    package let body: HTTPBody
}

/// The bytes of a response as they arrive, in pieces of no particular size.
///
/// To be read once and by one task. The server is held back while nobody reads. Letting go of the body and its
/// iterators ends the transfer, and so does cancelling the task that waits for the next piece.
package struct HTTPBody: AsyncSequence, Sendable {
    private let transfer: TransferHandle

    init(_ transfer: TransferHandle) {
        self.transfer = transfer
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let transfer: TransferHandle

        /// The next piece, nil at the end of the body.
        ///
        /// - Throws: `TransportError` when the connection fails, `CancellationError`, or what the source of the
        ///   request's body threw.
        package mutating func next() async throws -> [UInt8]? {
            try await transfer.nextChunk()
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(transfer: transfer) }

    /// The whole body; more bytes than `limit` are no sane answer and throw a `TransportError`.
    package func collect(limit: Int = 64 << 20) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let chunk = try await transfer.nextChunk() {
            guard bytes.count + chunk.count <= limit else {
                throw TransportError(.other, "the response is larger than \(limit) bytes")
            }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
        }
        return bytes
    }
}
