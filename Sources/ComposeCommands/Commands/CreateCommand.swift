internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose create`: everything is made, and nothing is started.
struct CreateCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("create", "Create containers without starting them.")
    static let example = "swiftcompose create --build web"

    @OptionGroup
    var converge: ConvergeOptions

    @OptionGroup
    var lock: LockOption

    @Argument(help: "Services to create; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let scaling = try converge.scaling()
        var open = try context.openProject(ServiceChoice(services), dryRun: converge.effect.dryRun)
        try open.scale(scaling)
        var request = try converge.request(for: open)
        request.starts = false
        return PlannedWork(open, .converge(request))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        var options = WorkOptions("create", lock)
        options.hidesLayers = converge.quietPull
        options.usesImages = true
        options.assumesYes = converge.yes || converge.yesAsBefore
        try await work.open.carryOut(work.intent, options)
        return .success
    }
}
