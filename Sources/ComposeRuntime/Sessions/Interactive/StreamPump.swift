package import DockerEngine

/// Takes what a process writes, frame by frame and in order; `.stdout` alone when it has a terminal.
///
/// The process is made to wait while the sink does. An error it throws ends the session.
package typealias OutputSink = @Sendable (LogFrame) async throws -> Void

/// Joins a process in a container with the user: its output to a sink, the user's input to it.
struct StreamPump: Sendable {
    /// What there is to do besides when the process has a terminal.
    struct Terminal: Sendable {
        /// The user's terminal, whose size the other follows.
        var descriptor: Int32
        /// Tells the engine.
        var resize: @Sendable (TerminalSize) async throws -> Void
    }

    /// The size is refused while the process is not there yet, which is soon over.
    private static let resizeAttempts = 5

    let stream: EngineStream
    let input: StandardInput?
    let output: OutputSink
    /// nil when the process has none.
    var terminal: Terminal?

    /// Returns once the process has closed its output, or the user has left by the detach keys.
    ///
    /// The end of the user's input is passed on and does not end the session.
    ///
    /// - Throws: the sink's error, the stream's, and `CancellationError`, also when a signal asks the program to end
    ///   while the user's terminal is raw.
    func run() async throws {
        guard let terminal else { return try await pump(nil, signals: nil) }
        try await Signals.withStream(of: Signal.ending.union([.windowChange])) { signals in
            try await RawTerminal.withRawMode(input?.descriptor ?? terminal.descriptor) {
                try await pump(terminal, signals: signals)
            }
        }
    }

    private func pump(_ terminal: Terminal?, signals: AsyncStream<Signal>?) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await drain()
                return true
            }
            if let input {
                group.addTask {
                    await feed(input)
                    return false
                }
            }
            if let terminal, let signals {
                group.addTask {
                    try await follow(terminal, signals)
                    return false
                }
            }
            while let isOver = try await group.next(), !isOver {}
            group.cancelAll()
        }
    }

    private func drain() async throws {
        for try await frame in stream.output { try await output(frame) }
    }

    private func feed(_ input: StandardInput) async {
        do {
            while let bytes = try await input.read() { try await stream.send(bytes) }
            await stream.closeInput()
        } catch is SystemCallError {
            // An input that cannot be read, such as a terminal that was taken away, is one that has ended.
            await stream.closeInput()
        } catch {
            // The session is over or the process reads no more; its output tells how it ends.
        }
    }

    private func follow(_ terminal: Terminal, _ signals: AsyncStream<Signal>) async throws {
        await passOnSize(of: terminal)
        for await signal in signals {
            guard signal == .windowChange else { throw CancellationError() }
            await passOnSize(of: terminal)
        }
    }

    private func passOnSize(of terminal: Terminal) async {
        guard let size = RawTerminal.size(of: terminal.descriptor) else { return }
        for attempt in 1...Self.resizeAttempts {
            do {
                return try await terminal.resize(size)
            } catch {
                // A wrong size spoils the picture and nothing else; a cancelled sleep ends with the session.
                try? await Task.sleep(for: .milliseconds(10 * attempt))
            }
        }
    }
}
