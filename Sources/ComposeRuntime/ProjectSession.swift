package import ComposeModel
package import ComposePlan
package import Diagnostics
package import DockerEngine
internal import OrderedCollections

/// One command's dealings with one project: observe, plan, carry out.
///
/// The one way down for every verb that changes something; the daemon takes the same.
package struct ProjectSession: Sendable {
    package let engine: EngineClient
    package let project: Project
    package let names: ProjectNames
    package var options: Options

    package struct Options: Sendable {
        package var progress: ProgressSink = { _ in }
        /// What the user should know before anything is changed: warnings of the plan.
        package var warn: @Sendable (Diagnostic) -> Void = { _ in }
        /// Whether a plan with warnings is refused, before anything is changed.
        package var refusesWarnings = false
        /// How many changing calls may be under way at once; nil takes twice the number of processors, at least 8.
        package var limit: Int?
        /// How long a plan may take before what is left of it is given up (`--wait-timeout`); nil waits for ever.
        package var deadline: Duration?
        /// Whether the first failure ends everything else.
        package var failsFast = false
        /// Does the work while nobody else changes the project.
        package var exclusively:
            @Sendable (@Sendable () async throws -> ExecutionReport) async throws -> ExecutionReport = {
                try await $0()
            }
        /// Asks the user; what would lose data is left alone where nobody answers.
        package var confirm: @Sendable (String) async -> Bool = { _ in false }
        /// What the programs of provider services have said, for the services that depend on them.
        package var provided = ProvidedVariables()
        /// Whether the engine and this machine are asked for what speaks against a plan before anything is changed.
        package var checksSurroundings = true
        /// The part of the project that is planned for, while containers are made by the whole of it; nil is all.
        package var scope: Project?
        /// Stands in for a look at the engine where the state of things is known already; nil looks.
        package var look: (@Sendable () async throws -> ProjectObserver.Snapshot)?
        /// Told of each plan just before it is carried out.
        package var planned: @Sendable (Plan) -> Void = { _ in }
        package var reportsLayers = true
        package var buildOutput: @Sendable (String) -> Void = { _ in }
        package var buildOptions = ImageBuilder.Options()
        /// Awaited just before a container's start request.
        package var beforeStart: @Sendable (PlannedContainer, String) async -> Void = { _, _ in }
        /// Told of containers that the plan leaves running as they are, before anything is done.
        package var leftRunning: @Sendable ([ObservedContainer]) async -> Void = { _ in }

        package init() {}
    }

    package init(engine: EngineClient, project: Project, names: ProjectNames, options: Options = Options()) {
        self.engine = engine
        self.project = project
        self.names = names
        self.options = options
    }

    /// The references of every image that the project's services use, each once.
    package var imageReferences: [String] { names.images(of: project) }

    package func observe() async throws -> ProjectObserver.Snapshot {
        if let look = options.look { return try await look() }
        return try await ProjectObserver(engine: engine).observe(project, images: imageReferences)
    }

    /// What would be done now; changes nothing.
    ///
    /// For `up` with images that must be fetched first, whether containers stay can only be told afterwards: the plan
    /// then goes by the images that are there.
    package func plan(_ intent: Intent) async throws -> Plan {
        try await plan(intent, observe())
    }

    /// Does what the intent asks for.
    ///
    /// When the engine is lost on the way and comes back, the engine is looked at anew and the work goes on.
    ///
    /// - Throws: `PlanRefused` before anything is changed when the plan cannot work; the engine's errors while it is
    ///   observed. What fails later is in the report.
    package func carryOut(_ intent: Intent) async throws -> ExecutionReport {
        try await options.exclusively { try await carryOutToTheEnd(intent) }
    }

    private func carryOutToTheEnd(_ intent: Intent) async throws -> ExecutionReport {
        let end = options.deadline.map { ContinuousClock.now + $0 }
        var report = try await attempt(intent, until: end)
        guard intent.canBeRepeated else { return report }
        for _ in 0..<Self.repetitions where !report.isSuccess && !report.hasTimedOut && !report.wasCancelled {
            let engineReturn = EngineReturn(engine: engine)
            // An engine that ends takes its containers with it before it is gone itself.
            if !report.hasLostEngine, report.hasKilledContainer {
                report.hasLostEngine = await engineReturn.isLeaving()
            }
            guard report.hasLostEngine, await engineReturn.wait(options.warn) else { return report }
            report = report.continued(by: try await attempt(intent, until: end))
        }
        return report
    }

    /// How often one command takes up work that a lost engine has cut short.
    private static let repetitions = 5
}

/// Thrown when a plan cannot work, before anything was changed.
package struct PlanRefused: Error, Sendable {
    package let problems: [Diagnostic]
}
