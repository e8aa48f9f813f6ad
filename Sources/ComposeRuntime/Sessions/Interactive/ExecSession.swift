package import DockerEngine

/// A command in a running container, joined with the user (`exec`).
package struct ExecSession: Sendable {
    package struct Options: Sendable {
        package var command: [String]
        /// `NAME=value` each.
        package var environment: [String] = []
        package var user: String?
        package var workingDirectory: String?
        package var isPrivileged = false
        package var hasTerminal = false
        /// The keys that leave the session, such as `ctrl-p,ctrl-q`; nil is the engine's default.
        package var detachKeys: String?

        package init(command: [String]) {
            self.command = command
        }
    }

    private let engine: EngineClient

    package init(engine: EngineClient) {
        self.engine = engine
    }

    /// Runs the command and returns its exit code once it has ended, 0 when the user has left it running.
    ///
    /// Throws `CancellationError` when the task is cancelled or a signal ends the program; the command goes on then. The
    /// terminal is restored in every case.
    ///
    /// - `input`: what the command reads; nil gives it none.
    /// - `output`: gets what it writes.
    /// - `screen`: the descriptor of the terminal whose size the command's terminal takes.
    package func run(
        _ options: Options,
        in container: String,
        input: StandardInput?,
        output: @escaping OutputSink,
        screen: Int32 = 1
    ) async throws -> Int {
        var creation = Self.creation(options)
        creation.attachesInput = input != nil
        let exec = try await engine.createExec(creation, in: container)
        let stream = try await engine.startExec(exec, hasTerminal: options.hasTerminal)
        var pump = StreamPump(stream: stream, input: input, output: output)
        if options.hasTerminal {
            let engine = engine
            pump.terminal = StreamPump.Terminal(descriptor: screen) { size in
                try await engine.resizeExec(exec, height: size.rows, width: size.columns)
            }
        }
        try await pump.run()
        await stream.close()
        return try await engine.inspectExec(exec).exitCode ?? 0
    }

    /// Starts the command and leaves it to itself.
    package func runDetached(_ options: Options, in container: String) async throws {
        var creation = Self.creation(options)
        creation.attachesOutput = false
        creation.attachesError = false
        let exec = try await engine.createExec(creation, in: container)
        try await engine.startDetachedExec(exec, hasTerminal: options.hasTerminal)
    }

    private static func creation(_ options: Options) -> ExecCreation {
        var creation = ExecCreation(command: options.command)
        creation.environment = options.environment
        creation.user = options.user
        creation.workingDirectory = options.workingDirectory
        creation.isPrivileged = options.isPrivileged
        creation.hasTerminal = options.hasTerminal
        creation.detachKeys = options.detachKeys
        return creation
    }
}
