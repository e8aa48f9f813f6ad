internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan

/// `swiftcompose scale`: services get as many containers as is said, and those that exist stay as they are.
struct ScaleCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command(
        "scale",
        "Change how many containers services have, without replacing any."
    )
    static let example = "swiftcompose scale web=3 worker=2"

    @Flag(help: "Leave what the services depend on as it is.")
    var noDeps = false

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @Argument(help: ArgumentHelp("Services, each with how many containers it is to have.", valueName: "service=num"))
    var services: [String]

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let arguments = try scaling()
        let choice = ServiceChoice(arguments.map(\.service), followsDependencies: !noDeps)
        var open = try context.openProject(choice, dryRun: effect.dryRun)
        try open.scale(arguments)
        var request = ConvergeRequest()
        request.targets = open.targets
        request.recreate = .never
        request.recreateDependencies = .never
        request.ignoresOrphans = EnvironmentFlag.isOn(open.project.environment["COMPOSE_IGNORE_ORPHANS"])
        return PlannedWork(open, .converge(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        var options = WorkOptions("scale", lock)
        options.usesImages = true
        try await work.open.carryOut(work.intent, options)
        return .success
    }

    /// What the arguments ask for.
    func scaling() throws(CommandFailure) -> [ScaleArgument] {
        var arguments: [ScaleArgument] = []
        for text in services {
            do throws(CommandFailure) {
                arguments.append(try ScaleArgument(text))
            } catch {
                throw CommandFailure("invalid scale specifier: \(text)", hint: "write SERVICE=NUM, such as web=3")
            }
        }
        return arguments
    }
}
