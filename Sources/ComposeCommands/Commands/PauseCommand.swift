internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose pause`: what runs is frozen where it is.
struct PauseCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("pause", "Freeze containers that run.")
    static let example = "swiftcompose pause worker"

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @Argument(help: "Services to freeze; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = PauseRequest()
        request.targets = open.targets
        return PlannedWork(open, .pause(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        try await work.open.carryOut(work.intent, WorkOptions("pause", lock))
        return .success
    }
}
