internal import ArgumentParser
internal import ControlProtocol
internal import TerminalOutput

/// `swiftcompose incidents`: what went wrong in the daemon's care, and what it has done about it.
struct IncidentsCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "incidents",
        "Show what went wrong in the daemon's care, and what was done about it."
    )
    static let example = "swiftcompose incidents --since 1h --open"

    @OptionGroup
    var period: SinceOption

    @Flag(help: "Show those alone that last.")
    var open = false

    @Flag(help: "Show what is known of each, such as the last probe and lines of the log.")
    var details = false

    @Flag(help: "Print an object a line for programs.")
    var json = false

    @Argument(help: ArgumentHelp("The project; all when none is named.", valueName: "project"))
    var project: String?

    func validate() throws {
        if json, details { throw ValidationError("--json has all details: leave --details out") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let incidents = try await context.daemon().incidents(
            project: (project ?? context.globals.projectName)?.lowercased(),
            since: period.moment,
            onlyOpen: open
        )
        try context.output.write(text(incidents, now: MomentText.now))
        return .success
    }

    /// What is printed.
    func text(_ incidents: [Incident], now: Double) -> String {
        if json { return incidents.map { JSONText.line($0) }.joined() }
        guard details else { return IncidentText.table(incidents, now: now) }
        let paragraphs = incidents.map { incident -> String in
            "\(incident.project): " + IncidentText.lines(incident, now: now).joined(separator: "\n") + "\n"
        }
        return paragraphs.joined(separator: "\n")
    }
}
