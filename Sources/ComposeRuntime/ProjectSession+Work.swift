internal import ComposeModel
package import ComposePlan
internal import Diagnostics
internal import DockerEngine
internal import OrderedCollections

/// From one look at the engine to what came of the plan.
extension ProjectSession {
    /// The plan for what a snapshot shows; what else it takes to plan is asked of the engine, and nothing is changed.
    func plan(_ intent: Intent, _ snapshot: ProjectObserver.Snapshot) async throws -> Plan {
        let plan = reconciler(snapshot.state).plan(intent)
        let unexplained = reconciler(snapshot.state).unexplained(in: plan)
        guard !unexplained.isEmpty else { return try await surveyed(plan, snapshot.state) }
        var state = snapshot.state
        let reasons = RecreationReasons(engine: engine, project: project, names: names)
        state.inspectedChanges = await reasons.changes(of: unexplained)
        return try await surveyed(reconciler(state).plan(intent), state)
    }

    private func surveyed(_ plan: Plan, _ state: ObservedState) async throws -> Plan {
        options.checksSurroundings ? try await preflighted(plan, state) : plan
    }

    /// Looks, plans, and carries the plan out, with what must come before it.
    func attempt(_ intent: Intent, until end: ContinuousClock.Instant?) async throws -> ExecutionReport {
        var snapshot = try await observe()
        var intent = intent
        // All that speaks against it is told before anything is asked or fetched.
        var first = try await plan(intent, snapshot)
        try check(first)
        if let agreed = await agreed(intent, snapshot.state) {
            // The answer may have taken its time.
            (intent, snapshot) = (agreed, try await observe())
            first = try await plan(intent, snapshot)
            try check(first)
        }
        if options.refusesWarnings, !first.warnings.isEmpty {
            throw PlanRefused(problems: first.warnings.map(\.asError))
        }
        guard case .converge(let request) = intent else { return await carryOut(first, intent, snapshot, until: end) }
        let prelude = reconciler(snapshot.state).imagePrelude(request)
        guard !prelude.isEmpty else { return await carryOut(first, intent, snapshot, until: end) }

        let report = await execute(prelude, snapshot, until: end)
        guard report.isSuccess else { return report }
        // It may have taken minutes, in which containers come and go.
        snapshot = try await observe()
        var rest = request
        rest.freshImages = Set(prelude.steps.compactMap(\.operation.image))
        let next = try await plan(.converge(rest), snapshot)
        try check(next)
        return report.continued(by: await carryOut(next, .converge(rest), snapshot, until: end))
    }

    /// The intent with the user's consent to what would lose data; nil when there is none.
    private func agreed(_ intent: Intent, _ state: ObservedState) async -> Intent? {
        guard case .converge(var request) = intent else { return nil }
        for volume in reconciler(state).divergedVolumes(request) where await options.confirm(volume.question) {
            request.replacesVolumes.insert(volume.key)
        }
        return request.replacesVolumes.isEmpty ? nil : .converge(request)
    }

    private func carryOut(
        _ plan: Plan,
        _ intent: Intent,
        _ snapshot: ProjectObserver.Snapshot,
        until end: ContinuousClock.Instant?
    ) async -> ExecutionReport {
        for warning in plan.warnings { options.warn(warning) }
        await reportUntouched(plan, snapshot.state, intent)
        guard !plan.isEmpty else { return ExecutionReport() }
        return await execute(plan, snapshot, until: end)
    }

    private func execute(
        _ plan: Plan,
        _ snapshot: ProjectObserver.Snapshot,
        until end: ContinuousClock.Instant?
    ) async -> ExecutionReport {
        let watch = ContainerWatch(
            engine: engine,
            project: project.name,
            observed: snapshot.state,
            since: snapshot.since,
            isLimited: end != nil
        )
        options.planned(plan)
        let executor = PlanExecutor(context(snapshot.state, watch))
        let needsEvents = plan.steps.contains(where: \.isWait)
        let deadline = end.map { max(.zero, ContinuousClock.now.duration(to: $0)) }
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
            report.hasLostEngine = await watch.hasLostEngine || report.hasLostEngine
            return report
        }
    }

    private func context(_ state: ObservedState, _ watch: ContainerWatch) -> ExecutionContext {
        var context = ExecutionContext(
            engine: engine,
            project: project,
            observed: state,
            names: names,
            watch: watch,
            progress: options.progress,
            limit: options.limit ?? Self.defaultLimit,
            reportsLayers: options.reportsLayers,
            buildOutput: options.buildOutput,
            buildOptions: options.buildOptions
        )
        context.beforeStart = options.beforeStart
        context.failsFast = options.failsFast
        context.provided = options.provided
        return context
    }

    func reconciler(_ state: ObservedState) -> Reconciler {
        Reconciler(project: options.scope ?? project, observed: state, names: names)
    }

    /// Containers that run already and stay are told too, so that the user sees every container of what is up.
    private func reportUntouched(_ plan: Plan, _ state: ObservedState, _ intent: Intent) async {
        switch intent {
        case .converge, .start: break
        case .stop, .restart, .down, .kill, .remove, .pause, .unpause: return
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

extension Intent {
    /// Whether doing it again after a part of it was done comes to the same as doing it once.
    var canBeRepeated: Bool {
        switch self {
        case .converge, .start, .stop, .down: true
        default: false
        }
    }
}
