internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import TerminalOutput

/// `swiftcompose kill`: what runs gets a signal, all at once.
struct KillCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("kill", "Send a signal to containers.")
    static let example = "swiftcompose kill --signal SIGHUP web"

    @Flag(help: "Reach containers of services that the project no longer has, too.")
    var removeOrphans = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The signal, by name or number; SIGKILL ends them at once.", valueName: "signal")
    )
    var signal = "SIGKILL"

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @Argument(help: "Services to reach; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = KillRequest()
        request.targets = open.targets
        request.signal = signal
        request.includesOrphans =
            removeOrphans || EnvironmentFlag.isOn(open.project.environment["COMPOSE_REMOVE_ORPHANS"])
        return PlannedWork(open, .kill(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        let report = try await work.open.carryOut(work.intent, WorkOptions("kill", lock))
        if let report, report.succeeded.isEmpty { context.errors.show("No container to kill\n") }
        return .success
    }
}
