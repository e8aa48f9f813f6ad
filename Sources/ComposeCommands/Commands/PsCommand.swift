internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import TerminalOutput

/// `swiftcompose ps`: the containers of a project, from one list of the engine.
struct PsCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("ps", "List containers.")
    static let example = "swiftcompose ps --all --format json"

    static let states = ["paused", "restarting", "removing", "running", "dead", "created", "exited"]

    @Flag(name: .shortAndLong, help: "Show stopped containers and one-offs, too.")
    var all = false

    @Option(help: ArgumentHelp("Show containers with this property, as status=running.", valueName: "filter"))
    var filter: String?

    @Option(help: ArgumentHelp("How to print: table or json.", valueName: "format"))
    var format = "table"

    @Flag(help: "Print long values whole.")
    var noTrunc = false

    @Flag(inversion: .prefixedNo, help: "Show containers of services that the project no longer has.")
    var orphans = true

    @Flag(name: .shortAndLong, help: "Print ids alone.")
    var quiet = false

    @Flag(help: "Print the names of services alone.")
    var services = false

    @Option(help: ArgumentHelp("Show containers in this state; may be repeated.", valueName: "state"))
    var status: [String] = []

    @Argument(help: ArgumentHelp("Services to show; all when none is named.", valueName: "service"))
    var names: [String] = []

    func validate() throws {
        for state in wantedStates where !Self.states.contains(state) {
            throw ValidationError("invalid status \"\(state)\": one of \(Self.states.joined(separator: ", "))")
        }
        if let filter, !filter.hasPrefix("status=") {
            throw ValidationError("unknown filter \"\(filter)\": only status= is known")
        }
        guard ["table", "json"].contains(format) else {
            throw ValidationError("unsupported format \"\(format)\": one of table, json")
        }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try await context.findProject(names, acceptsNothing: true)
        let label = "\(ComposeLabel.project)=\(open.project.name)"
        let isWhole = all || !wantedStates.isEmpty
        let summaries = try await open.diagnosing {
            try await open.engine.listContainers(all: isWhole, filters: ["label": [label, ComposeLabel.configHash]])
        }
        let listing = ContainerListing(isWhole: noTrunc) { HumanDuration.text($0) }
        let shown = listing.list(summaries).filter { isShown($0, open) }
        context.output.show(text(shown))
        return .success
    }

    private var wantedStates: [String] {
        status + (filter?.hasPrefix("status=") == true ? [String(filter?.dropFirst("status=".count) ?? "")] : [])
    }

    private func isShown(_ container: ListedContainer, _ open: OpenProject) -> Bool {
        if container.isOneOff, !all { return false }
        if !open.targets.isEmpty, !open.targets.contains(container.service) { return false }
        if !orphans, open.project.anyService(named: container.service) == nil { return false }
        return wantedStates.isEmpty || wantedStates.contains(container.state)
    }

    /// What is printed of the containers.
    func text(_ containers: [ListedContainer]) -> String {
        if quiet { return containers.map { $0.fullID + "\n" }.joined() }
        if services {
            var seen: Set<String> = []
            return containers.map(\.service).filter { seen.insert($0).inserted }.map { $0 + "\n" }.joined()
        }
        if format == "json" { return containers.map { JSONText.line($0) }.joined() }
        var table = Table(["NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS"])
        for row in containers {
            table.append([
                row.name, row.image, row.command, row.service, row.runningFor, row.status, row.ports,
            ])
        }
        return table.render()
    }
}
