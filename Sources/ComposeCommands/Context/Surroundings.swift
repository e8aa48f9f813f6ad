internal import TerminalOutput

/// What the process gives every command, whatever the command line says.
struct Surroundings: Sendable {
    /// The environment of the process.
    var environment: [String: String]
    /// Absolute.
    var currentDirectory: String
    /// Data: tables, logs, plans.
    var output = FileOutput.standardOutput
    /// Progress, warnings and errors.
    var errors = FileOutput.standardError
    var interruptions: Interruptions

    init(environment: [String: String], currentDirectory: String, interruptions: Interruptions = Interruptions()) {
        self.environment = environment
        self.currentDirectory = currentDirectory
        self.interruptions = interruptions
    }
}
