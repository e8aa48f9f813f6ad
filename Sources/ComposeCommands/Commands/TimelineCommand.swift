internal import ArgumentParser
internal import ControlProtocol
internal import TerminalOutput

/// `swiftcompose timeline`: what happened in a project in the daemon's care, line by line.
struct TimelineCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "timeline",
        "Show what happened in a project in the daemon's care."
    )
    static let example = "swiftcompose timeline --since 10m --follow"

    @OptionGroup
    var period: SinceOption

    @Flag(name: .shortAndLong, help: "Go on as things happen.")
    var follow = false

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: ArgumentHelp("How many lines from the end.", valueName: "lines")
    )
    var tail = 1_000

    @Flag(help: "Print an object a line for programs.")
    var json = false

    @Argument(help: ArgumentHelp("The project; that of the files here when none is named.", valueName: "project"))
    var project: String?

    func validate() throws {
        guard (1...10_000).contains(tail) else {
            throw ValidationError("--tail is a number of lines from 1 to 10000, not \(tail)")
        }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let client = try context.daemon()
        let name = try context.projectName(project)
        guard follow else {
            try show(try await client.timeline(project: name, since: period.moment, limit: tail), context)
            return .success
        }
        var last = 0
        try await DaemonNews(client: client, project: name).follow { entry in
            var entries = entry.map { [$0] } ?? []
            // The stream was just opened: what came before it is in what the daemon remembers.
            if entry == nil {
                entries = try await client.timeline(project: name, since: period.moment, limit: tail)
            }
            entries.removeAll { $0.number <= last }
            last = entries.map(\.number).max() ?? last
            try show(entries, context)
            return !context.output.isBroken
        }
        return .success
    }

    private func show(_ entries: [TimelineEntry], _ context: CommandContext) throws {
        guard !entries.isEmpty else { return }
        try context.output.write(entries.map { text($0) }.joined())
    }

    /// One line, with its line break: `2025-03-01 12:00:07  db  container.died  db-1 ended with code 1`.
    func text(_ entry: TimelineEntry) -> String {
        if json { return JSONText.line(entry) }
        let service = (entry.service ?? "-").padded(toWidth: 12)
        let event = entry.event.padded(toWidth: 18)
        return "\(MomentText.local(entry.time))  \(service)  \(event)  \(entry.text.printable)\n"
    }
}
