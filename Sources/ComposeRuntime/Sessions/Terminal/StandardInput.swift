internal import Glibc
internal import Synchronization

/// A descriptor that the user types into, read in the background and only when somebody wants its bytes.
///
/// To be read by one task at a time. What was not asked for stays with the kernel, for whoever reads next.
package final class StandardInput: Sendable {
    package let descriptor: Int32
    private let reader: InputReader

    /// - Throws: ``SystemCallError`` when the process has no descriptors or threads left.
    package init(descriptor: Int32 = 0) throws {
        let reader = InputReader(descriptor: descriptor, pipe: try WakePipe())
        do {
            try BlockingThread.start { reader.run() }
        } catch {
            reader.closePipe()
            throw error
        }
        self.descriptor = descriptor
        self.reader = reader
    }

    deinit { reader.stop() }

    /// The next bytes as soon as there are any; nil at the end of the input.
    ///
    /// - Throws: ``SystemCallError``, or `CancellationError` at once when the task is cancelled.
    package func read() async throws -> [UInt8]? { try await reader.read() }
}

/// What the reading task and the thread share.
private final class InputReader: Sendable {
    typealias Waiter = CheckedContinuation<[UInt8]?, any Error>

    private enum Turn: Sendable {
        case idle
        case wanted(Waiter)
        case stopped
    }

    private static let chunkSize = 32 * 1024

    private let descriptor: Int32
    private let pipe: WakePipe
    private let turn = Mutex<Turn>(.idle)

    init(descriptor: Int32, pipe: WakePipe) {
        self.descriptor = descriptor
        self.pipe = pipe
    }

    // MARK: - The task's side

    func read() async throws -> [UInt8]? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                if !register(waiter) { waiter.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            settle(.failure(CancellationError()))
        }
    }

    /// False when nobody will answer, since the task was cancelled before.
    private func register(_ waiter: Waiter) -> Bool {
        turn.withLock { turn -> Bool in
            guard !Task.isCancelled, case .idle = turn else { return false }
            turn = .wanted(waiter)
            pipe.wake()
            return true
        }
    }

    /// Wakes under the lock, since the thread closes the pipe as soon as it has seen that it should stop.
    func stop() {
        turn.withLock { turn in
            turn = .stopped
            pipe.wake()
        }
    }

    func closePipe() { pipe.close() }

    // MARK: - The thread's side

    func run() {
        defer { pipe.close() }
        while let isWanted = whetherWanted() {
            // A negative descriptor is one that `poll` leaves out.
            var requests = [
                pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isWanted ? descriptor : -1, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&requests, 2, -1) >= 0 else { continue }
            if requests[0].revents != 0 { _ = pipe.next() }
            if requests[1].revents != 0, whetherWanted() == true, let result = readChunk() { settle(result) }
        }
    }

    /// nil when the input is given up.
    private func whetherWanted() -> Bool? {
        turn.withLock { turn -> Bool? in
            switch turn {
            case .idle: false
            case .wanted: true
            case .stopped: nil
            }
        }
    }

    private func settle(_ result: Result<[UInt8]?, any Error>) {
        let waiter = turn.withLock { turn -> Waiter? in
            guard case .wanted(let waiter) = turn else { return nil }
            turn = .idle
            return waiter
        }
        waiter?.resume(with: result)
    }

    /// nil when there is nothing to read after all.
    private func readChunk() -> Result<[UInt8]?, any Error>? {
        var count = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, initialized in
            count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            code = errno
            initialized = max(0, count)
        }
        if count > 0 { return .success(bytes) }
        if count == 0 { return .success(nil) }
        return code == EINTR || code == EAGAIN ? nil : .failure(SystemCallError("read", code: code))
    }
}
