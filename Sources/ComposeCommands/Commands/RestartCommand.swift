internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose restart`: containers restart as they are.
struct RestartCommand: ComposeCommand {
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

    @Argument(help: "Services to restart; all when none is named.")
    var services: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        var request = RestartRequest()
        request.targets = open.targets
        request.timeout = grace.timeout
        request.ignoresDependents = noDeps
        try await open.carryOut(.restart(request), WorkOptions("restart"))
        return .success
    }
}
