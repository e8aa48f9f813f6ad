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
    package var imageReferences: [String] {
        var seen: Set<String> = []
        return project.services.values.filter { $0.provider == nil }.map { names.image(of: $0) }
            .filter { seen.insert($0).inserted }
    }

    package func observe() async throws -> ProjectObserver.Snapshot {
        try await ProjectObserver(engine: engine).observe(project, images: imageReferences)
    }

    /// What would be done now; changes nothing.
    ///
    /// For `up` with images that must be fetched first, whether containers stay can only be told afterwards: the plan
    /// then goes by the images that are there.
    package func plan(_ intent: Intent) async throws -> Plan {
        reconciler(try await observe().state).plan(intent)
    }

    /// Does what the intent asks for.
    ///
    /// - Throws: `PlanRefused` before anything is changed when the plan cannot work; the engine's errors while it is
    ///   observed. What fails later is in the report.
    package func carryOut(_ intent: Intent) async throws -> ExecutionReport {
        var snapshot = try await observe()
        if options.refusesWarnings {
            let warnings = reconciler(snapshot.state).plan(intent).warnings
            guard warnings.isEmpty else { throw PlanRefused(problems: warnings.map(\.asError)) }
        }
        if case .converge(let request) = intent {
            let prelude = reconciler(snapshot.state).imagePrelude(request)
            try check(prelude)
            if !prelude.isEmpty {
                let report = await execute(prelude, snapshot)
                guard report.isSuccess else { return report }
                snapshot.state.images = try await ProjectObserver(engine: engine).images(imageReferences)
                var rest = request
                rest.freshImages = Set(prelude.steps.compactMap(\.operation.image))
                return try await carryOut(.converge(rest), snapshot)
            }
        }
        return try await carryOut(intent, snapshot)
    }

    private func carryOut(_ intent: Intent, _ snapshot: ProjectObserver.Snapshot) async throws -> ExecutionReport {
        let plan = reconciler(snapshot.state).plan(intent)
        try check(plan)
        for warning in plan.warnings { options.warn(warning) }
        await reportUntouched(plan, snapshot.state, intent)
        guard !plan.isEmpty else { return ExecutionReport() }
        return await execute(plan, snapshot)
    }

    private func execute(_ plan: Plan, _ snapshot: ProjectObserver.Snapshot) async -> ExecutionReport {
        let watch = ContainerWatch(
            engine: engine,
            project: project.name,
            observed: snapshot.state,
            since: snapshot.since
        )
        var context = ExecutionContext(
            engine: engine,
            project: project,
            observed: snapshot.state,
            names: names,
            watch: watch,
            progress: options.progress,
            limit: options.limit ?? Self.defaultLimit,
            reportsLayers: options.reportsLayers,
            buildOutput: options.buildOutput,
            buildOptions: options.buildOptions
        )
        context.beforeStart = options.beforeStart
        let needsEvents = plan.steps.contains(where: \.isWait)
        let executor = PlanExecutor(context)
        let deadline = options.deadline
        return await withTaskGroup(of: ExecutionReport?.self) { group in
            if needsEvents {
                group.addTask {
                    await watch.run()
                    return nil
                }
            }
            group.addTask { await executor.execute(plan, within: deadline) }
            var report = ExecutionReport()
            while let ended = await group.next() {
                guard let ended else { continue }
                report = ended
                group.cancelAll()
            }
            return report
        }
    }

    private func reconciler(_ state: ObservedState) -> Reconciler {
        Reconciler(project: project, observed: state, names: names)
    }

    /// Containers that run already and stay are told too, so that the user sees every container of what is up.
    private func reportUntouched(_ plan: Plan, _ state: ObservedState, _ intent: Intent) async {
        switch intent {
        case .converge, .start: break
        case .stop, .restart, .down: return
        }
        let touched = Set(plan.steps.compactMap { $0.operation.existingContainer })
        let running = state.containers.filter { container in
            container.isRunning && !container.isOneOff && !touched.contains(container.id)
                && project.services[container.service] != nil
        }
        for container in running { options.progress(.init(.container(container.name), "Running", .done)) }
        await options.leftRunning(running)
    }

    /// Refuses a plan that cannot work, builds that cannot start included.
    package func check(_ plan: Plan) throws(PlanRefused) {
        var problems = plan.problems
        for step in plan.steps {
            guard case .buildImage(let need) = step.operation, let service = project.anyService(named: need.service),
                let build = service.build
            else { continue }
            problems += ImageBuilder.problems(of: build, service, project)
        }
        guard problems.isEmpty else { throw PlanRefused(problems: problems) }
    }

    private static var defaultLimit: Int { max(8, 2 * Processors.count) }
}

/// Thrown when a plan cannot work, before anything was changed.
package struct PlanRefused: Error, Sendable {
    package let problems: [Diagnostic]
}

extension Operation {
    /// The image that the operation makes present.
    fileprivate var image: String? {
        switch self {
        case .pullImage(let need), .buildImage(let need): need.reference
        default: nil
        }
    }

    /// The id of the container that exists now and that the operation changes.
    fileprivate var existingContainer: String? {
        let container: PlannedContainer
        switch self {
        case .startContainer(let target), .restartContainer(let target, _), .stopContainer(let target, _),
            .killContainer(let target, _), .pauseContainer(let target), .unpauseContainer(let target),
            .removeContainer(let target, _), .renameContainer(let target, _):
            container = target
        default: return nil
        }
        guard case .existing(let id) = container.reference else { return nil }
        return id
    }
}
