internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose stop`: containers stop, dependents first.
struct StopCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("stop", "Stop containers and keep them.")
    static let example = "swiftcompose stop --timeout 30 web"

    @OptionGroup
    var grace: TimeoutOption

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @Argument(help: "Services to stop; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = StopRequest()
        request.targets = open.targets
        request.timeout = grace.timeout
        return PlannedWork(open, .stop(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        try await work.open.carryOut(work.intent, WorkOptions("stop", lock))
        return .success
    }
}
