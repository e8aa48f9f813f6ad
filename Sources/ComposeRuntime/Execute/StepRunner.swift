internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// One step: a switch over its operation, and one call for each.
struct StepRunner: Sendable {
    let context: ExecutionContext
    let ledger: StepLedger
    let rangeTurn = RangeTurn()

    var engine: EngineClient { context.engine }

    func run(_ step: Step) async throws {
        try Task.checkCancellation()
        switch step.operation {
        case .pullImage, .buildImage, .removeImage: try await runImage(step)
        case .createNetwork, .disconnectNetwork, .removeNetwork, .createVolume, .removeVolume:
            try await runResource(step)
        case .createContainer(let plan): try await create(plan, step)
        case .runProvider(let service, let verb): try await runProvider(service, verb, step)
        case .awaitCondition(let gate): try await pass(gate, step)
        case .injectFiles, .startContainer, .restartContainer, .stopContainer, .killContainer, .pauseContainer,
            .unpauseContainer, .removeContainer, .renameContainer, .runHooks, .runPreStart:
            try await runContainer(step)
        }
    }

    private func runContainer(_ step: Step) async throws {
        switch step.operation {
        case .injectFiles(let container): try await inject(container)
        case .startContainer(let container): try await start(container, step)
        case .restartContainer(let container, let timeout):
            try await change(container, "Restarting", "Restarted", step) { id in
                await context.watch.expectRestart(of: id)
                try await engine.restartContainer(id, timeout: timeout)
            }
        case .stopContainer(let container, let timeout):
            try await change(container, "Stopping", "Stopped", step) { id in
                _ = try await engine.stopContainer(id, timeout: timeout)
            }
        case .killContainer(let container, let signal):
            try await change(container, "Killing", "Killed", step) { id in
                do {
                    try await engine.killContainer(id, signal: signal)
                } catch let error as EngineError where error.isConflict {
                    // It has ended by itself in the meantime.
                }
            }
        case .pauseContainer(let container):
            try await change(container, "Pausing", "Paused", step) { try await engine.pauseContainer($0) }
        case .unpauseContainer(let container):
            try await change(container, "Unpausing", "Unpaused", step) { try await engine.unpauseContainer($0) }
        case .removeContainer(let container, let volumes):
            try await change(container, "Removing", "Removed", step) { try await remove($0, volumes: volumes) }
        case .renameContainer(let container, let name):
            let (engine, id) = (engine, ledger.id(of: container.reference))
            try await Uninterrupted.run { try await engine.renameContainer(id, to: name) }
            if step.cause == .replaced {
                context.progress(.init(.container(name), "Recreated", .done, cause: step.cause))
            }
        case .runHooks(let container, let moment): try await runHooks(container, moment, step)
        case .runPreStart(let plan): try await runPreStart(plan)
        default: preconditionFailure("an operation on no container was given to the containers' switch")
        }
    }

    /// Says what is done before and after a call; steps inside a replacement say nothing, their rename does.
    private func change(
        _ container: PlannedContainer,
        _ working: String,
        _ done: String,
        _ step: Step,
        _ call: (String) async throws -> Void
    ) async throws {
        let isQuiet = step.cause == .replaced
        let resource = ProgressEvent.Resource.container(container.name)
        if !isQuiet { context.progress(.init(resource, working, .working, cause: step.cause)) }
        do {
            try await call(ledger.id(of: container.reference))
        } catch let error as EngineError where error.isNotFound && step.operation.isRemoval {
            // Somebody else was faster, and what was wanted is so.
        }
        if !isQuiet { context.progress(.init(resource, done, .done, cause: step.cause)) }
    }

    /// Removes a container; one that somebody else is removing already is waited for, so that its name is free.
    private func remove(_ id: String, volumes: Bool) async throws {
        do {
            try await engine.removeContainer(id, force: true, volumes: volumes)
        } catch let error as EngineError where error.isConflict {
            guard try await engine.inspectContainer(id).state.status == .removing else { throw error }
            _ = try await engine.waitForContainer(id, until: .removed)
        }
    }

    private func start(_ container: PlannedContainer, _ step: Step) async throws {
        let resource = ProgressEvent.Resource.container(container.name)
        context.progress(.init(resource, "Starting", .working, cause: step.cause))
        let id = ledger.id(of: container.reference)
        await context.beforeStart(container, id)
        await context.watch.expectStart(of: id)
        let publishesRange = context.project.services[container.replica.service]?.publishesRange ?? false
        let hasStarted =
            publishesRange
            ? try await rangeTurn.take { try await startRequest(id) } : try await startRequest(id)
        if !hasStarted { await context.watch.enterRunning(id: id) }
        context.progress(.init(resource, "Started", .done, cause: step.cause))
    }

    private func startRequest(_ id: String) async throws -> Bool {
        // The engine goes on with a start whose caller has left: whoever stops what runs must find it started.
        let engine = engine
        return try await withoutTwins { try await Uninterrupted.run { try await engine.startContainer(id) } }
    }
}

extension Service {
    /// Whether the engine chooses one of several host ports.
    fileprivate var publishesRange: Bool { ports.contains { $0.published?.contains("-") ?? false } }
}

extension Operation {
    /// Whether "no such container" means that the wanted state is reached.
    fileprivate var isRemoval: Bool {
        switch self {
        case .stopContainer, .removeContainer, .killContainer: true
        default: false
        }
    }
}
