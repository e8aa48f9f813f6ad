internal import ControlProtocol
internal import Synchronization

/// Passes what happens on to whoever listens at the time: event streams, webhooks, waiting command lines.
final class EventHub: Sendable {
    private struct Listener {
        var project: String?
        var stream: AsyncStream<TimelineEntry>.Continuation
    }

    private struct State {
        var listeners: [Int: Listener] = [:]
        var next = 0
    }

    /// How many lines a listener may lag behind before it is dropped.
    private let patience: Int
    private let state = Mutex(State())

    init(patience: Int = 1_000) {
        self.patience = patience
    }

    /// What happens from now on; of every project where none is named.
    ///
    /// Ends for a listener that does not keep up: it asks the timeline what it has missed.
    func subscribe(project: String? = nil) -> AsyncStream<TimelineEntry> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: TimelineEntry.self,
            bufferingPolicy: .bufferingOldest(patience)
        )
        let number = state.withLock { state in
            state.next += 1
            state.listeners[state.next] = Listener(project: project, stream: continuation)
            return state.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
        }
        return stream
    }

    /// How many listen now.
    var listenerCount: Int { state.withLock { $0.listeners.count } }

    func publish(_ entry: TimelineEntry) {
        // A stream that ends calls back and takes the lock, so none is ended within it.
        let listeners = state.withLock { $0.listeners }
        for listener in listeners.values where listener.project == nil || listener.project == entry.project {
            if case .dropped = listener.stream.yield(entry) { listener.stream.finish() }
        }
    }

    /// Ends every stream; for the end of the daemon.
    func finish() {
        let listeners = state.withLock { $0.listeners }
        for listener in listeners.values { listener.stream.finish() }
    }
}
