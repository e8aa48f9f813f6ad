internal import CurlHTTP

/// A connection to a running process: what it writes comes out of it, what it is to read goes in.
package struct EngineStream: Sendable {
    private let connection: RawConnection
    /// What the process writes; to be read once and by one task.
    package let output: LogFrames

    init(_ connection: RawConnection, hasTerminal: Bool) {
        self.connection = connection
        output = LogFrames(.connection(connection), isRaw: hasTerminal)
    }

    /// Sends bytes to the process's input; calls of one task keep their order.
    package func send(_ bytes: [UInt8]) async throws {
        try await connection.send(bytes)
    }

    /// Ends the process's input; its output still comes.
    package func closeInput() async {
        await connection.closeForWriting()
    }

    /// Leaves; the process goes on.
    package func close() async {
        await connection.close()
    }
}
