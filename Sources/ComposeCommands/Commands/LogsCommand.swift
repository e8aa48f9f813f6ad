internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import OrderedCollections
internal import TerminalOutput

/// `swiftcompose logs`: what the containers have written, on standard output.
struct LogsCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("logs", "Show the output of containers.")
    static let example = "swiftcompose logs --follow --tail 20 web"

    @Flag(name: .shortAndLong, help: "Go on while containers run.")
    var follow = false

    @Option(help: ArgumentHelp("Show one replica of the one service named.", valueName: "number"))
    var index: Int?

    @Flag(help: "Print without colour.")
    var noColor = false

    @Flag(help: "Do not print the names of containers before their lines.")
    var noLogPrefix = false

    @Option(help: ArgumentHelp("Show lines since then: a time, or a length of time before now.", valueName: "time"))
    var since: String?

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: ArgumentHelp("How many lines of each container from the end.", valueName: "lines")
    )
    var tail = "all"

    @Flag(name: .shortAndLong, help: "Print the time before each line.")
    var timestamps = false

    @Option(help: ArgumentHelp("Show lines until then: a time, or a length of time before now.", valueName: "time"))
    var until: String?

    @Argument(help: "Services to show; all when none is named.")
    var services: [String] = []

    func validate() throws {
        if index != nil, services.count != 1 {
            throw ValidationError("--index requires one service to be selected")
        }
        guard tail == "all" || (Int(tail) ?? -1) >= 0 else {
            throw ValidationError("--tail is a number of lines or 'all', not '\(tail)'")
        }
        for moment in [since, until].compactMap({ $0 }) where LogMoment.parse(moment) == nil {
            throw ValidationError("'\(moment)' is neither a time nor a length of time such as 10m")
        }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try await context.findProject(services, acceptsNothing: true)
        let state = try await ProjectObserver(engine: open.engine).observe(open.project, images: []).state
        let chosen = state.containers.filter { isShown($0, open) }
        let printer = LogPrinter(
            context,
            project: open.project.name,
            isColoured: colours(open),
            hasPrefix: !noLogPrefix
        )
        for container in chosen { printer.register(container.name) }

        var options = LogCollector.Options()
        options.follows = follow
        options.tail = Int(tail)
        options.since = since.flatMap { LogMoment.parse($0) }
        options.until = until.flatMap { LogMoment.parse($0) }
        options.showsTimestamps = timestamps
        options.services = shownServices(open)
        options.warn = { context.errors.show("warning: \($0)\n") }
        let collector = LogCollector(engine: open.engine, project: open.project.name, options: options)
        try await printer.printing { try await collector.collect(chosen, into: $0) }
        return .success
    }

    private func colours(_ open: OpenProject) -> Bool { open.settings.coloursOutput && !noColor }

    private func isShown(_ container: ObservedContainer, _ open: OpenProject) -> Bool {
        if container.isOneOff { return false }
        if let index, container.number != index { return false }
        guard let shown = shownServices(open) else { return true }
        return shown.contains(container.service)
    }

    /// The services named, or those that do not ask to be left out; nil where only labels are known.
    private func shownServices(_ open: OpenProject) -> Set<String>? {
        if !open.targets.isEmpty { return open.targets }
        let muted = Set(open.project.services.values.filter { $0.attach == false }.map(\.name))
        return muted.isEmpty ? nil : Set(open.project.services.keys).subtracting(muted)
    }
}
