internal import ArgumentParser
internal import ComposePlan

/// `swiftcompose create`: everything is made, and nothing is started.
struct CreateCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("create", "Create containers without starting them.")
    static let example = "swiftcompose create --build web"

    @OptionGroup
    var converge: ConvergeOptions

    @Argument(help: "Services to create; all when none is named.")
    var services: [String] = []

    func run(in context: CommandContext) async throws -> ExitStatus {
        let scaling = try converge.scaling()
        var open = try context.openProject(ServiceChoice(services), dryRun: converge.effect.dryRun)
        try open.scale(scaling)
        var request = try converge.request(for: open)
        request.starts = false
        var options = WorkOptions("create")
        options.hidesLayers = converge.quietPull
        options.usesImages = true
        try await open.carryOut(.converge(request), options)
        return .success
    }
}
