internal import Synchronization

/// Brings the chunks of a body source to curl's read callback, one at a time.
///
/// A task runs `feed`; curl's thread calls `fill`. The source is asked for a chunk only when curl has taken the one
/// before.
final class BodyUpload: Sendable {
    enum Supply: Sendable {
        case bytes(Int)
        case end
        /// Nothing is there yet; the feeding task wakes the transfer.
        case later
        case failed
    }

    private typealias Demand = CheckedContinuation<Bool, Never>

    private struct State: Sendable {
        var chunk: [UInt8] = []
        var offset = 0
        /// How many bytes of the announced length are not yet made; nil when none was announced.
        var remaining: Int?
        var isAtEnd = false
        var failure: (any Error)?
        /// Whether curl wants a chunk that is not there.
        var isWanted = false
        var isTransferPaused = false
        var isStopped = false
        var demand: Demand?
    }

    private let state: Mutex<State>

    init(length: Int?) {
        state = Mutex(State(remaining: length))
    }

    /// Why the source cannot go on: what it threw, or that it kept not to its length.
    var failure: (any Error)? {
        state.withLock { state -> (any Error)? in state.failure }
    }

    // MARK: - The curl thread's side

    /// Copies what fits of the current chunk.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Supply {
        let (supply, demand) = state.withLock { state -> (Supply, Demand?) in
            if state.isStopped { return (.end, nil) }
            if state.failure != nil { return (.failed, nil) }
            let offset = state.offset
            let count = min(buffer.count, state.chunk.count - offset)
            guard count > 0 else {
                if state.isAtEnd { return (.end, nil) }
                state.isTransferPaused = true
                state.isWanted = true
                return (.later, state.demand.take())
            }
            state.chunk.withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
            }
            state.offset = offset + count
            guard state.offset == state.chunk.count else { return (.bytes(count), nil) }
            state.chunk = []
            state.offset = 0
            state.isWanted = true
            return (.bytes(count), state.demand.take())
        }
        demand?.resume(returning: true)
        return supply
    }

    /// Ends the body where it is, and with it the feeding task: nobody wants the rest.
    func stop() {
        let demand = state.withLock { state -> Demand? in
            state.isStopped = true
            state.chunk = []
            state.offset = 0
            return state.demand.take()
        }
        demand?.resume(returning: false)
    }

    // MARK: - The feeding task's side

    /// Pulls the source until it ends, fails, or the transfer is over.
    ///
    /// `wake` makes the paused transfer ask again.
    func feed(from source: HTTPBodySource, wake: @escaping @Sendable () -> Void) async {
        while await isAsked() {
            var chunk: [UInt8]? = []
            do {
                // An empty chunk would read as the end to curl.
                while let next = chunk, next.isEmpty { chunk = try await source.next() }
            } catch {
                fail(error)
                return wake()
            }
            if put(chunk) { wake() }
            if chunk == nil { return }
        }
    }

    /// Waits until curl wants a chunk; false when the transfer is over.
    private func isAsked() async -> Bool {
        await withCheckedContinuation { (waiter: Demand) in
            let answer = state.withLock { state -> Bool? in
                if state.isStopped { return false }
                if state.isWanted { return true }
                state.demand = waiter
                return nil
            }
            if let answer { waiter.resume(returning: answer) }
        }
    }

    /// Leaves the next chunk, or nil for the end, and returns whether curl waits for it.
    private func put(_ chunk: [UInt8]?) -> Bool {
        state.withLock { state -> Bool in
            guard !state.isStopped else { return false }
            state.isWanted = false
            if let remaining = state.remaining {
                let left = remaining - (chunk?.count ?? 0)
                state.remaining = left
                if left < 0 || (chunk == nil && left > 0) {
                    state.failure = TransportError(
                        .other,
                        left < 0
                            ? "the request's body is longer than announced, by \(-left) bytes or more"
                            : "the request's body is shorter than announced, by \(left) bytes"
                    )
                }
            }
            if let chunk { state.chunk = chunk } else { state.isAtEnd = true }
            let wakes = state.isTransferPaused
            state.isTransferPaused = false
            return wakes
        }
    }

    private func fail(_ error: any Error) {
        state.withLock { state in
            if state.failure == nil, !state.isStopped { state.failure = error }
            state.isTransferPaused = false
        }
    }
}
