internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose stop`: containers stop, dependents first.
struct StopCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("stop", "Stop containers and keep them.")
    static let example = "swiftcompose stop --timeout 30 web"

    @OptionGroup
    var grace: TimeoutOption

    @OptionGroup
    var effect: DryRunOption

    @Argument(help: "Services to stop; all when none is named.")
    var services: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = StopRequest()
        request.targets = open.targets
        request.timeout = grace.timeout
        try await open.carryOut(.stop(request), WorkOptions("stop"))
        return .success
    }
}
