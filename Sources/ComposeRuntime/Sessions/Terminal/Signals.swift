internal import Glibc
internal import Synchronization

/// Signals as values that a task can wait for.
package enum Signals {
    /// Catches the signals while the body runs, and hands each to it as an element of the stream.
    ///
    /// Scopes may be nested and may overlap: each gets every signal that it asked for. When the last one that asked for
    /// a signal ends, the handling from before is restored; a signal that was ignored before (`nohup`) stays so.
    ///
    /// - Throws: what the body throws, or ``SystemCallError`` when signals cannot be caught.
    package static func withStream<Result>(
        of signals: Set<Signal>,
        _ body: (AsyncStream<Signal>) async throws -> Result
    ) async throws -> Result {
        let (stream, continuation) = AsyncStream.makeStream(of: Signal.self, bufferingPolicy: .bufferingOldest(64))
        let subscription = try SignalHub.shared.subscribe(to: signals, continuation)
        defer { SignalHub.shared.unsubscribe(subscription) }
        return try await body(stream)
    }
}

/// Where the handler writes the numbers of signals; -1 before anything was caught.
private let signalPipe = Atomic<Int32>(-1)

/// The handler: does nothing but what is allowed in one.
private func noteSignal(_ number: Int32) {
    let code = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalPipe.load(ordering: .relaxed), &byte, 1)
    errno = code
}

/// Who wants which signals: handlers are the process's own, so there is one of these.
private final class SignalHub: Sendable {
    private struct Subscription: Sendable {
        var signals: Set<Signal>
        var continuation: AsyncStream<Signal>.Continuation
    }

    private struct State: Sendable {
        var isListening = false
        var subscriptions: [Int: Subscription] = [:]
        var nextID = 0
        /// The handlers from before, as bit patterns.
        var replaced: [Signal: Int] = [:]

        func isWanted(_ signal: Signal) -> Bool { subscriptions.values.contains { $0.signals.contains(signal) } }
    }

    private typealias Handler = (@convention(c) (Int32) -> Void)?

    static let shared = SignalHub()

    private let state = Mutex(State())

    func subscribe(to signals: Set<Signal>, _ continuation: AsyncStream<Signal>.Continuation) throws -> Int {
        try state.withLock { state -> Int in
            if !state.isListening {
                try listen()
                state.isListening = true
            }
            for signal in signals where !state.isWanted(signal) { state.replaced[signal] = Self.catchSignal(signal) }
            state.nextID += 1
            state.subscriptions[state.nextID] = Subscription(signals: signals, continuation: continuation)
            return state.nextID
        }
    }

    func unsubscribe(_ id: Int) {
        let ended = state.withLock { state -> Subscription? in
            guard let ended = state.subscriptions.removeValue(forKey: id) else { return nil }
            for signal in ended.signals where !state.isWanted(signal) {
                guard let handler = state.replaced.removeValue(forKey: signal) else { continue }
                Self.restore(signal, handler)
            }
            return ended
        }
        ended?.continuation.finish()
    }

    private func deliver(_ signal: Signal) {
        let continuations = state.withLock { state in
            state.subscriptions.values.filter { $0.signals.contains(signal) }.map(\.continuation)
        }
        for continuation in continuations { continuation.yield(signal) }
    }

    /// Starts the thread that reads what the handler writes; it lasts as long as the process.
    private func listen() throws {
        let pipe = try WakePipe()
        signalPipe.store(pipe.writing, ordering: .relaxed)
        try BlockingThread.start { [self] in
            while let number = pipe.next() { deliver(Signal(rawValue: Int32(number))) }
        }
    }

    /// Installs the handler and returns the one from before.
    private static func catchSignal(_ signal: Signal) -> Int {
        let before: Handler = Glibc.signal(signal.rawValue, noteSignal)
        let bits = unsafeBitCast(before, to: Int.self)
        let ignoring: Handler = SIG_IGN
        if bits == unsafeBitCast(ignoring, to: Int.self) { restore(signal, bits) }
        return bits
    }

    private static func restore(_ signal: Signal, _ bits: Int) {
        _ = Glibc.signal(signal.rawValue, unsafeBitCast(bits, to: Handler.self))
    }
}
