internal import CurlHTTP

/// What a container writes, frame by frame as it arrives.
///
/// To be read once and by one task. Letting go of it ends the transfer.
package struct LogFrames: AsyncSequence, Sendable {
    enum Source: Sendable {
        case body(HTTPBody)
        case connection(RawConnection)
    }

    private let source: Source
    private let isRaw: Bool

    /// - `isRaw`: whether the bytes are the output itself, as they are for a container with a terminal.
    init(_ source: Source, isRaw: Bool) {
        self.source = source
        self.isRaw = isRaw
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private var body: HTTPBody.AsyncIterator?
        private let connection: RawConnection?
        private let isRaw: Bool
        private var decoder = FrameDecoder()

        fileprivate init(_ source: Source, isRaw: Bool) {
            self.isRaw = isRaw
            switch source {
            case .body(let body):
                self.body = body.makeAsyncIterator()
                connection = nil
            case .connection(let connection):
                body = nil
                self.connection = connection
            }
        }

        /// The next frame; nil when the container or the engine has closed the stream.
        ///
        /// - Throws: ``EngineStreamError``, or a transport's error when the connection fails.
        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> LogFrame? {
            if isRaw {
                while let bytes = try await chunk(isolation: actor) {
                    if !bytes.isEmpty { return LogFrame(.stdout, bytes) }
                }
                return nil
            }
            while true {
                if let frame = try decoder.next() { return frame }
                guard let bytes = try await chunk(isolation: actor) else { return try decoder.finish() }
                decoder.append(bytes)
            }
        }

        private mutating func chunk(isolation actor: isolated (any Actor)?) async throws -> [UInt8]? {
            if let connection { return try await connection.receive() }
            return try await body?.next(isolation: actor)
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source, isRaw: isRaw) }

    /// The same output, line by line.
    package var lines: LogLines { LogLines(self) }
}
