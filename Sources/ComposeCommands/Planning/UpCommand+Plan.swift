internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

extension UpCommand: PlannedCommand {
    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let scaling = try converge.scaling()
        var open = try context.openProject(
            ServiceChoice(services, followsDependencies: !noDeps),
            dryRun: converge.effect.dryRun
        )
        guard !open.project.services.isEmpty else {
            throw CommandFailure("no service selected", hint: "enable one with --profile, or name one")
        }
        try open.scale(scaling)
        return PlannedWork(open, .converge(try request(for: open)))
    }
}
