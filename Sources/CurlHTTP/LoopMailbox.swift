internal import CCurl
internal import Synchronization

/// A curl multi handle as it is passed between threads.
///
/// Unchecked, and safe because of how it is used: only the loop's thread calls curl with it, except for
/// `curl_multi_wakeup`, which curl allows from everywhere and `LoopMailbox` never makes after the clean-up.
struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
}

/// What other threads want done by the loop, in the order in which they asked.
final class LoopMailbox: Sendable {
    typealias Work = @Sendable (TransferLoop) -> Void

    private struct State: Sendable {
        var work: [Work] = []
        /// nil once the loop has ended.
        var multi: MultiHandle?
        var isStopped = false
    }

    private let state: Mutex<State>

    init(_ multi: MultiHandle) {
        state = Mutex(State(multi: multi))
    }

    /// Has `work` done on the loop's thread; never, when the loop has ended.
    func submit(_ work: @escaping Work) {
        state.withLock { state in
            guard let multi = state.multi else { return }
            state.work.append(work)
            // While older work waits, its wake-up is still under way.
            if state.work.count == 1 { sc_curl_multi_wakeup(multi.pointer) }
        }
    }

    /// Ends the loop after the work that is waiting.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            if let multi = state.multi { sc_curl_multi_wakeup(multi.pointer) }
        }
    }

    /// Runs the loop on the calling thread until it is stopped.
    func run(endpoint: HTTPEndpoint, connectTimeout: Duration) {
        guard let multi = state.withLock({ state -> MultiHandle? in state.multi }) else { return }
        let loop = TransferLoop(
            multi.pointer,
            mailbox: self,
            endpoint: endpoint,
            connectTimeout: connectTimeout
        )
        while let work = takeWork() {
            for item in work { item(loop) }
            loop.turn()
        }
        loop.end()
        cleanUp()
    }

    /// Frees the multi handle, which must have no transfers left.
    func cleanUp() {
        let multi = state.withLock { state -> MultiHandle? in state.multi.take() }
        if let multi { sc_curl_multi_cleanup(multi.pointer) }
    }

    /// What is to be done before the next turn; nil when the loop is stopped and nothing is left to do.
    private func takeWork() -> [Work]? {
        state.withLock { state -> [Work]? in
            if state.isStopped, state.work.isEmpty { return nil }
            let work = state.work
            state.work = []
            return work
        }
    }
}
