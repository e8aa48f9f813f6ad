internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose start`: containers that exist are started, dependencies first.
struct StartCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("start", "Start containers that exist.")
    static let example = "swiftcompose start --wait db"

    @OptionGroup
    var waiting: WaitOptions

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @OptionGroup
    var report: ReportOptions

    @Argument(help: "Services to start; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun, requiresDependencies: true)
        var request = StartRequest()
        request.targets = open.targets
        request.waits = waiting.wait
        return PlannedWork(open, .start(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        return try await work.open.recording(report, "start") { open in
            var options = WorkOptions("start", lock)
            options.deadline = waiting.deadline
            try await open.carryOut(work.intent, options)
            return .success
        }
    }
}
