internal import Glibc
internal import Synchronization

/// A program of this machine that is spoken with line by line until it ends.
struct LineProgram: Sendable {
    /// What to do about a line.
    enum Reply: Sendable, Equatable {
        case nothing
        /// Send a line back.
        case line(String)
        /// Have the program end, since there is nothing more to hear from it.
        case end
    }

    struct Ending: Sendable {
        /// The exit status; 128 and the signal's number when a signal ended it.
        var status: Int
        /// The last lines that it wrote on standard error.
        var errors: [String]
    }

    /// The path of the program, and its arguments.
    var words: [String]
    var environment: [String: String]

    /// Runs the program to its end, and has each line that it writes answered in turn, on a thread of its own.
    ///
    /// It stays in the caller's process group, so Ctrl-C reaches it too.
    ///
    /// - Throws: ``SystemCallError`` when it cannot be started, `CancellationError` when the task is cancelled, which ends
    ///   the program.
    func run(_ answer: @escaping @Sendable (String) -> Reply) async throws -> Ending {
        let bell = try CancellationBell()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Ending, any Error>) in
                do {
                    try BlockingThread.start {
                        let result = Result<Ending, any Error> { try converse(bell.reading, answer) }
                        bell.close()
                        continuation.resume(with: result)
                    }
                } catch {
                    bell.close()
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            bell.ring()
        }
    }

    private func converse(_ bell: Int32, _ answer: (String) -> Reply) throws -> Ending {
        var conversation = try Self.spawning.withLock { _ in try Conversation(words, environment, bell: bell) }
        return try conversation.run(answer)
    }

    /// One program at a time is started: a pipe that another one inherits on the way does not end with its own.
    private static let spawning = Mutex<Void>(())
}

/// Tells a thread that waits in `poll` of a cancellation; harmless once the thread is done.
private final class CancellationBell: Sendable {
    let reading: Int32
    private let pipe: Mutex<WakePipe?>

    init() throws {
        let pipe = try WakePipe()
        reading = pipe.reading
        self.pipe = Mutex(pipe)
    }

    func ring() {
        pipe.withLock { pipe in
            if let pipe { pipe.wake() }
        }
    }

    func close() {
        pipe.withLock { pipe in
            pipe?.close()
            pipe = nil
        }
    }
}
