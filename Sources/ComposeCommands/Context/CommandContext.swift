internal import DockerEngine
internal import TerminalOutput

/// What a command works with besides its own options.
struct CommandContext: Sendable {
    let globals: GlobalOptions
    let surroundings: Surroundings

    init(_ globals: GlobalOptions, _ surroundings: Surroundings) {
        self.globals = globals
        self.surroundings = surroundings
    }

    /// The environment of the process; that of a project adds its `.env` files.
    var environment: [String: String] { surroundings.environment }
    var currentDirectory: String { surroundings.currentDirectory }
    /// Standard output: data.
    var output: FileOutput { surroundings.output }
    /// Standard error: progress, warnings and errors.
    var errors: FileOutput { surroundings.errors }
    var interruptions: Interruptions { surroundings.interruptions }

    /// How to print, given the environment of a project; nil is that of the process.
    ///
    /// - Throws: `CommandFailure` when an option or variable has a value that is none.
    func outputSettings(for environment: [String: String]? = nil) throws(CommandFailure) -> OutputSettings {
        try OutputSettings(
            globals,
            environment: environment ?? self.environment,
            processEnvironment: self.environment,
            isOutputTerminal: output.isTerminal,
            isErrorTerminal: errors.isTerminal
        )
    }

    /// A client of the engine that the environment names; sends nothing yet.
    func engineClient() throws(EngineHostError) -> EngineClient {
        EngineClient(
            host: try EngineHost.fromEnvironment(environment),
            apiVersion: environment["DOCKER_API_VERSION"],
            userAgent: "swiftcompose/\(ComposeProgram.version)"
        )
    }
}
