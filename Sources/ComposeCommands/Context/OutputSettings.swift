internal import TerminalOutput

/// How a command prints, decided from options, variables and what the streams are.
struct OutputSettings: Sendable, Equatable {
    /// Never `auto`.
    var progress: ProgressMode
    /// Whether standard output gets colour.
    var coloursOutput: Bool
    /// Whether standard error gets colour.
    var coloursErrors: Bool

    /// - `environment`: where `COMPOSE_ANSI` and `NO_COLOR` are looked up; a project's, whose `.env` may set them.
    /// - `processEnvironment`: where `COMPOSE_PROGRESS` and `TERM` are looked up.
    ///
    /// - Throws: `CommandFailure` when a value is none, or when progress and control sequences contradict each other.
    init(
        _ globals: GlobalOptions,
        environment: [String: String],
        processEnvironment: [String: String],
        isOutputTerminal: Bool,
        isErrorTerminal: Bool
    ) throws(CommandFailure) {
        let ansi = try Self.ansi(globals, environment)
        let mode = try Self.progress(globals, processEnvironment)
        if let conflict = mode.conflict(with: ansi) { throw CommandFailure(conflict) }
        let term = processEnvironment["TERM"]
        let noColor = environment["NO_COLOR"]
        progress = mode.resolved(isTerminal: isErrorTerminal, ansi: ansi, term: term)
        coloursOutput = ansi.isEnabled(isTerminal: isOutputTerminal, noColor: noColor, term: term)
        coloursErrors = ansi.isEnabled(isTerminal: isErrorTerminal, noColor: noColor, term: term)
    }

    private static func ansi(_ globals: GlobalOptions, _ environment: [String: String]) throws(CommandFailure)
        -> ANSIMode
    {
        if globals.disablesANSI { return .never }
        let fromEnvironment = environment["COMPOSE_ANSI"].flatMap { $0.isEmpty ? nil : $0 }
        guard let text = globals.ansi ?? fromEnvironment else { return .auto }
        guard let mode = ANSIMode(rawValue: text) else {
            throw CommandFailure("unsupported COMPOSE_ANSI value \"\(text)\"", hint: "use auto, always or never")
        }
        return mode
    }

    private static func progress(_ globals: GlobalOptions, _ environment: [String: String]) throws(CommandFailure)
        -> ProgressMode
    {
        let fromEnvironment = environment["COMPOSE_PROGRESS"].flatMap { $0.isEmpty ? nil : $0 }
        guard let text = globals.progress ?? fromEnvironment else { return .auto }
        guard let mode = ProgressMode(text) else {
            throw CommandFailure(
                "unsupported COMPOSE_PROGRESS value \"\(text)\"",
                hint: "use auto, tty, plain, json or quiet"
            )
        }
        return mode
    }
}
