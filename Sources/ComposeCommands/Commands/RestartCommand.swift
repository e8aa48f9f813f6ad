internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose restart`: containers restart as they are.
struct RestartCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command(
        "restart",
        "Restart containers as they are; changes to the files take no effect."
    )
    static let example = "swiftcompose restart --no-deps web"

    @Flag(help: "Do not restart services that depend on them with 'restart: true'.")
    var noDeps = false

    @OptionGroup
    var grace: TimeoutOption

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @OptionGroup
    var report: ReportOptions

    @Argument(help: "Services to restart; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = RestartRequest()
        request.targets = open.targets
        request.timeout = grace.timeout
        request.ignoresDependents = noDeps
        return PlannedWork(open, .restart(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        return try await work.open.recording(report, "restart") { open in
            try await open.carryOut(work.intent, WorkOptions("restart", lock))
            return .success
        }
    }
}
