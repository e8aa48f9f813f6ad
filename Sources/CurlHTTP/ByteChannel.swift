internal import Synchronization

/// Bytes on their way from the curl thread to the one task that reads them, with back-pressure.
///
/// Both sides meet here under a lock instead of on the curl thread, so that bytes which are already there cost the
/// reader no switch of threads, and bytes it waits for cost one.
final class ByteChannel: Sendable {
    typealias Waiter = CheckedContinuation<[UInt8]?, any Error>

    /// The producer stops at this many unread bytes.
    static let highWaterMark = 256 * 1024

    private enum Step: Sendable {
        case bytes([UInt8], resumesProducer: Bool)
        case end
        case failure(any Error)
    }

    private struct State: Sendable {
        var bytes: [UInt8] = []
        var waiter: Waiter?
        var ending: Result<Void, any Error>?
        var isProducerPaused = false

        /// What the reader gets now; nil when it has to wait.
        mutating func takeStep() -> Step? {
            if !bytes.isEmpty {
                let step = Step.bytes(bytes, resumesProducer: isProducerPaused)
                bytes = []
                isProducerPaused = false
                return step
            }
            switch ending {
            case .success: return .end
            case .failure(let error): return .failure(error)
            case nil: return nil
            }
        }
    }

    private let state = Mutex(State())

    var isFinished: Bool {
        state.withLock { state -> Bool in state.ending != nil }
    }

    // MARK: - The curl thread's side

    /// Whether more bytes may be appended now.
    ///
    /// When not, the reader calls for them once it has taken what is there.
    func hasRoom() -> Bool {
        state.withLock { state -> Bool in
            guard state.bytes.count >= Self.highWaterMark else { return true }
            state.isProducerPaused = true
            return false
        }
    }

    /// Hands bytes on; they are dropped when the reader is gone.
    func append(_ bytes: [UInt8]) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.ending == nil, !bytes.isEmpty else { return nil }
            if let waiter = state.waiter.take() { return waiter }
            if state.bytes.isEmpty { state.bytes = bytes } else { state.bytes += bytes }
            return nil
        }
        waiter?.resume(returning: bytes)
    }

    // MARK: - Both sides

    /// Says that no more bytes come; the reader still gets those that are there, unless they are to be discarded.
    ///
    /// - Returns: whether this was the first ending; a later one changes nothing.
    @discardableResult
    func finish(_ result: Result<Void, any Error>, discardsBytes: Bool = false) -> Bool {
        let (isFirst, waiter) = state.withLock { state -> (Bool, Waiter?) in
            if discardsBytes { state.bytes = [] }
            guard state.ending == nil else { return (false, nil) }
            state.ending = result
            return (true, state.waiter.take())
        }
        switch result {
        case .success: waiter?.resume(returning: nil)
        case .failure(let error): waiter?.resume(throwing: error)
        }
        return isFirst
    }

    // MARK: - The reader's side

    /// All bytes that are there, or the next to come; nil at the end.
    ///
    /// `resumeProducer` is called when the producer had stopped for want of room, `onCancel` when the waiting task is
    /// cancelled: it has to see to it that the channel is finished.
    func next(
        resumeProducer: @escaping @Sendable () -> Void,
        onCancel: @escaping @Sendable () -> Void
    ) async throws -> [UInt8]? {
        try Task.checkCancellation()
        let ready = state.withLock { state -> Step? in state.takeStep() }
        if let ready { return try Self.deliver(ready, resumeProducer) }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                guard let step = register(waiter) else { return }
                do {
                    waiter.resume(returning: try Self.deliver(step, resumeProducer))
                } catch {
                    waiter.resume(throwing: error)
                }
            }
        } onCancel: {
            onCancel()
        }
    }

    /// Parks the reader, unless something came since it last looked.
    private func register(_ waiter: Waiter) -> Step? {
        state.withLock { state -> Step? in
            if let step = state.takeStep() { return step }
            if state.waiter != nil { preconditionFailure("a body is read by one task only") }
            state.waiter = waiter
            return nil
        }
    }

    private static func deliver(_ step: Step, _ resumeProducer: @Sendable () -> Void) throws -> [UInt8]? {
        switch step {
        case .bytes(let bytes, let resumesProducer):
            if resumesProducer { resumeProducer() }
            return bytes
        case .end:
            return nil
        case .failure(let error):
            throw error
        }
    }
}
