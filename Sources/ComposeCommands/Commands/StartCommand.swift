internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose start`: containers that exist are started, dependencies first.
struct StartCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("start", "Start containers that exist.")
    static let example = "swiftcompose start --wait db"

    @OptionGroup
    var waiting: WaitOptions

    @OptionGroup
    var effect: DryRunOption

    @Argument(help: "Services to start; all when none is named.")
    var services: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try await context.findProject(services, dryRun: effect.dryRun, requiresDependencies: true)
        var request = StartRequest()
        request.targets = open.targets
        request.waits = waiting.wait
        var options = WorkOptions("start")
        options.deadline = waiting.deadline
        try await open.carryOut(.start(request), options)
        return .success
    }
}
