internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose unpause`: what was frozen goes on.
struct UnpauseCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("unpause", "Let paused containers go on.")
    static let example = "swiftcompose unpause worker"

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @Argument(help: "Services to let go on; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = PauseRequest()
        request.targets = open.targets
        return PlannedWork(open, .unpause(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        try await work.open.carryOut(work.intent, WorkOptions("unpause", lock))
        return .success
    }
}
