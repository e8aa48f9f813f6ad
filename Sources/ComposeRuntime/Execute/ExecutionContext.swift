package import ComposeModel
package import ComposePlan
package import DockerEngine

/// Everything that carrying out a plan needs besides the plan.
package struct ExecutionContext: Sendable {
    package var engine: EngineClient
    package var project: Project
    package var observed: ObservedState
    package var names: ProjectNames
    package var watch: ContainerWatch
    package var images: ImageCatalog
    package var progress: ProgressSink
    /// How many engine calls that change something may be under way at once.
    package var limit: Int
    /// Whether pulls say what each layer does.
    package var reportsLayers: Bool
    /// Lines that a builder prints, for the user's eyes.
    package var buildOutput: @Sendable (String) -> Void
    /// Options of `build` that are no part of the project.
    package var buildOptions: ImageBuilder.Options
    /// What programs that provide services have said so far.
    package var provided = ProvidedVariables()
    /// Whether the first failure ends everything else.
    package var failsFast = false
    /// Awaited just before a container's start request, so that nothing it says is missed.
    package var beforeStart: @Sendable (PlannedContainer, String) async -> Void = { _, _ in }

    package init(
        engine: EngineClient,
        project: Project,
        observed: ObservedState,
        names: ProjectNames,
        watch: ContainerWatch,
        progress: @escaping ProgressSink,
        limit: Int,
        reportsLayers: Bool = true,
        buildOutput: @escaping @Sendable (String) -> Void = { _ in },
        buildOptions: ImageBuilder.Options = .init()
    ) {
        self.engine = engine
        self.project = project
        self.observed = observed
        self.names = names
        self.watch = watch
        images = ImageCatalog(observed.images)
        self.progress = progress
        self.limit = limit
        self.reportsLayers = reportsLayers
        self.buildOutput = buildOutput
        self.buildOptions = buildOptions
    }
}
