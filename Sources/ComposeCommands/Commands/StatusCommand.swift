internal import ArgumentParser
internal import ControlProtocol
internal import TerminalOutput

/// `swiftcompose status`: how the projects in the daemon's care fare; live on a terminal.
struct StatusCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "status",
        "Show how the projects in the daemon's care fare; on a terminal for as long as one looks."
    )
    static let example = "swiftcompose status --once shop"

    @Flag(help: "Print once, on a terminal too.")
    var once = false

    @Flag(help: "Print one object for programs.")
    var json = false

    @Argument(help: ArgumentHelp("Projects to show; all when none is named.", valueName: "project"))
    var projects: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let settings = try context.outputSettings()
        let named = projects + (context.globals.projectName.map { [$0] } ?? [])
        let view = StatusView(
            context: context,
            client: try context.daemon(),
            projects: named.map { $0.lowercased() },
            isColoured: settings.coloursOutput
        )
        if json {
            try context.output.write(JSONText.line(try await view.status()))
        } else if context.output.isTerminal, !once {
            try await view.live()
        } else {
            let status = try await view.status()
            let text = StatusText(status: status, now: MomentText.now, isColoured: settings.coloursOutput)
            try context.output.write(text.table())
            if !status.engineIsReachable {
                context.errors.show("warning: the engine '\(status.engine)' does not answer the daemon\n")
            }
        }
        return .success
    }
}
