internal import Synchronization

/// A value that is settled once, from whatever thread, and that one task waits for.
final class Promise<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case open
        case awaited(CheckedContinuation<Value, any Error>)
        case settled(Result<Value, any Error>)
    }

    private let state = Mutex<State>(.open)

    /// Settles the promise; a second attempt changes nothing.
    func settle(_ result: Result<Value, any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .open:
                state = .settled(result)
                return nil
            case .awaited(let waiter):
                state = .settled(result)
                return waiter
            case .settled:
                return nil
            }
        }
        waiter?.resume(with: result)
    }

    /// Waits until the promise is settled.
    ///
    /// `onCancel` runs when the waiting task is cancelled, and has to see to it that the promise is settled.
    func value(onCancel: @escaping @Sendable () -> Void) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Value, any Error>) in
                // Settling may have come first, so the state decides here and not before.
                if let result = register(waiter) { waiter.resume(with: result) }
            }
        } onCancel: {
            onCancel()
        }
    }

    private func register(_ waiter: CheckedContinuation<Value, any Error>) -> Result<Value, any Error>? {
        state.withLock { state -> Result<Value, any Error>? in
            switch state {
            case .open:
                state = .awaited(waiter)
                return nil
            case .awaited:
                preconditionFailure("a promise is awaited by one task only")
            case .settled(let result):
                return result
            }
        }
    }
}
