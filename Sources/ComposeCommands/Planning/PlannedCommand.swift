internal import ComposePlan

/// A command whose whole effect is one plan, so that it can be shown before it is carried out.
protocol PlannedCommand: ComposeCommand {
    /// The project, and what the options ask of it; changes nothing.
    ///
    /// - Throws: what `run(in:)` throws before it changes anything.
    func plannedWork(in context: CommandContext) async throws -> PlannedWork
}

/// A project and what is asked of it.
struct PlannedWork: Sendable {
    var open: OpenProject
    var intent: Intent

    init(_ open: OpenProject, _ intent: Intent) {
        self.open = open
        self.intent = intent
    }
}
