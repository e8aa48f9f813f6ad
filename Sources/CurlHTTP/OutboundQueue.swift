internal import Synchronization

/// Bytes on their way from tasks to a raw connection, in the order in which they were appended.
final class OutboundQueue: Sendable {
    /// Senders wait while more than this many bytes are unsent.
    static let highWaterMark = 256 * 1024

    enum Portion: Sendable {
        case bytes([UInt8])
        case nothing
        /// Everything is sent, and nothing more will come.
        case end
    }

    private struct State: Sendable {
        var bytes: [UInt8] = []
        /// Taken by the curl thread and not yet sent.
        var inFlight = 0
        var isClosing = false
        var failure: (any Error)?
        var waiters: [Promise<Void>] = []

        var unsent: Int { bytes.count + inFlight }
    }

    private let state = Mutex(State())

    // MARK: - The sender's side

    /// Appends bytes.
    ///
    /// - Returns: whether the curl thread must be told, since it had nothing left to send.
    /// - Throws: why nothing can be sent any more.
    func append(_ bytes: [UInt8]) throws -> Bool {
        try state.withLock { state -> Bool in
            if let failure = state.failure { throw failure }
            guard !state.isClosing else {
                throw TransportError(.connectionLost, "the connection is closed for writing")
            }
            let wasIdle = state.unsent == 0
            if state.bytes.isEmpty { state.bytes = bytes } else { state.bytes += bytes }
            return wasIdle
        }
    }

    /// Waits while too much is unsent.
    func waitForRoom() async throws {
        guard let room = try promiseOfRoom() else { return }
        try await room.value { room.settle(.failure(CancellationError())) }
    }

    /// Lets nothing more be appended; what is there is still sent.
    func close() {
        state.withLock { state in state.isClosing = true }
    }

    private func promiseOfRoom() throws -> Promise<Void>? {
        try state.withLock { state -> Promise<Void>? in
            if let failure = state.failure { throw failure }
            guard state.unsent > Self.highWaterMark else { return nil }
            let room = Promise<Void>()
            state.waiters.append(room)
            return room
        }
    }

    // MARK: - The curl thread's side

    /// Takes everything that was appended since the last call.
    func takePortion() -> Portion {
        state.withLock { state -> Portion in
            guard !state.bytes.isEmpty else { return state.isClosing ? .end : .nothing }
            let bytes = state.bytes
            state.inFlight += bytes.count
            state.bytes = []
            return .bytes(bytes)
        }
    }

    func didSend(_ count: Int) {
        let waiters = state.withLock { state -> [Promise<Void>] in
            state.inFlight -= count
            guard state.unsent <= Self.highWaterMark else { return [] }
            let waiters = state.waiters
            state.waiters = []
            return waiters
        }
        for waiter in waiters { waiter.settle(.success(())) }
    }

    // MARK: - Both sides

    /// Drops what is unsent and lets every sender know; a later failure changes nothing.
    func fail(_ error: any Error) {
        let waiters = state.withLock { state -> [Promise<Void>] in
            if state.failure == nil { state.failure = error }
            state.bytes = []
            let waiters = state.waiters
            state.waiters = []
            return waiters
        }
        for waiter in waiters { waiter.settle(.failure(error)) }
    }
}
