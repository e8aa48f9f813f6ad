internal import Synchronization

/// Ctrl-C and requests to terminate, counted, and what the program does about them.
///
/// The program's own answer is to cancel the command and, the second time, to end at once. A command that knows better
/// takes over while it runs.
final class Interruptions: Sendable {
    /// Called with 1 for the first signal, on a thread of its own; must return soon.
    typealias Response = @Sendable (_ count: Int) -> Void

    private struct State {
        var count = 0
        var response: Response?
    }

    private let state = Mutex(State())

    /// Sets what the next signal does; signals so far stay counted, and the earlier response is forgotten.
    func respond(_ response: @escaping Response) {
        state.withLock { $0.response = response }
    }

    /// Takes one signal.
    func signal() {
        let (count, response) = state.withLock { state in
            state.count += 1
            return (state.count, state.response)
        }
        response?(count)
    }

    /// How many signals came so far.
    var count: Int { state.withLock { $0.count } }
}
