package import ComposeModel
package import ComposePlan
package import DockerEngine
internal import OrderedCollections

/// A project that is up for as long as its user stays attached to it.
///
/// Opens the engine's events before anything is done, and each container's output before its start, so that not a byte
/// and not an end is missed. The session that starts the containers is tied to it with ``join(_:)``:
///
///     let attached = AttachedRun(engine: engine, project: project, options: options) { event in await show(event) }
///     var session = ProjectSession(engine: engine, project: project, names: names)
///     attached.join(&session.options)
///     let outcome = try await Signals.withStream(of: [.interrupt, .terminate]) { signals in
///         try await attached.run(work, interrupts: signals)
///     }
package actor AttachedRun {
    enum Request: Sendable {
        case start, stop, kill
        case read(id: String, EngineStream)
        case readLog(id: String)
        case settle(id: String)
        case bePatient
    }

    let engine: EngineClient
    let sink: @Sendable (AttachedEvent) async -> Void
    private let project: Project
    private let events: ContainerEvents
    private let requests: AsyncStream<Request>
    private let requesting: AsyncStream<Request>.Continuation
    /// Ends when the start is given up.
    private let startPermit: AsyncStream<Void>
    private let permitting: AsyncStream<Void>.Continuation

    private var state: AttachedState
    private var startReport = ExecutionReport()
    private var stopReport: ExecutionReport?
    private var failure: (any Error)?

    /// Prepares a run; nothing is done before ``run(_:interrupts:)``.
    ///
    /// - `sink`: told what to show, from several tasks at once; what concerns one container comes in order, and one that
    ///   writes much waits while the sink does.
    package init(
        engine: EngineClient,
        project: Project,
        options: Options,
        sink: @escaping @Sendable (AttachedEvent) async -> Void
    ) {
        self.engine = engine
        self.project = project
        self.sink = sink
        state = AttachedState(options)
        events = ContainerEvents(
            engine: engine,
            project: project.name,
            actions: ["create", "start", "die", "destroy"]
        )
        (requests, requesting) = AsyncStream.makeStream(of: Request.self)
        (startPermit, permitting) = AsyncStream.makeStream(of: Void.self)
    }

    /// Makes the hooks of the session that starts the containers lead to this run.
    package nonisolated func join(_ options: inout ProjectSession.Options) {
        options.beforeStart = { container, id in await self.attach(container, id: id) }
        options.leftRunning = { containers in await self.adopt(containers) }
    }

    /// Starts everything, stays until all awaited containers have ended, and stops them when asked to; to be called once.
    ///
    /// - `interrupts`: the first element stops everything gracefully while output goes on, the second kills, the third
    ///   leaves at once.
    ///
    /// - Throws: what the work throws before it has begun (`PlanRefused`), the engine's error when it is lost, and
    ///   `CancellationError` when the task is cancelled, which leaves the containers as they are.
    package func run(_ work: Work, interrupts: AsyncStream<Signal>) async throws -> Outcome {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watch() }
            group.addTask {
                for await _ in interrupts { await self.change { $0.interrupted() } }
            }
            for await request in requests {
                group.addTask { await self.serve(request, work) }
            }
            group.cancelAll()
        }
        try Task.checkCancellation()
        if let failure { throw failure }
        return Outcome(
            exitCode: state.exitCode,
            wasInterrupted: state.wasInterrupted,
            start: startReport,
            stop: stopReport
        )
    }

    // MARK: - Containers that start

    /// Reads the container's output from its start on; to be awaited before the start request.
    package func attach(_ container: PlannedContainer, id: String) async {
        let service = container.replica.service
        guard state.enter(id: id, name: container.name, service: service) else { return }
        // A container that is there already may have been made from another definition than today's.
        let isNew = if case .created = container.reference { true } else { false }
        let hasTerminal = isNew ? project.services[service]?.hasTerminal : nil
        await openOutput(of: LogReader.Source(id: id, name: container.name, service: service), hasTerminal)
    }

    /// Reads the output of containers that run already, from now on.
    package func adopt(_ running: [ObservedContainer]) async {
        await withDiscardingTaskGroup { group in
            for container in running {
                let source = LogReader.Source(container)
                guard state.enter(id: source.id, name: source.name, service: source.service) else { continue }
                group.addTask { await self.openOutput(of: source, nil) }
            }
        }
    }

    private func openOutput(of source: LogReader.Source, _ knownTerminal: Bool?) async {
        await sink(.attached(container: source.name, service: source.service))
        do {
            var hasTerminal = knownTerminal ?? false
            if knownTerminal == nil { hasTerminal = try await engine.inspectContainer(source.id).config.hasTerminal }
            let stream = try await engine.attachContainer(source.id, hasTerminal: hasTerminal)
            requesting.yield(.read(id: source.id, stream))
        } catch {
            // The log has the same lines, a little later; if it fails too, the start tells why.
            requesting.yield(.readLog(id: source.id))
        }
    }

    // MARK: - What happens

    private func watch() async {
        do {
            try await events.follow { item in
                switch item {
                case .opened: requesting.yield(.start)
                case .resumed: await catchUp()
                case .event(let event): await hear(event)
                }
            }
        } catch {
            note(error)
            requesting.finish()
        }
    }

    private func hear(_ event: EngineEvent) async {
        let id = event.actorID
        let name = event.attributes["name"] ?? id
        let service = event.attributes[ComposeLabel.service] ?? ""
        switch event.action {
        case "create":
            let old = event.attributes[ComposeLabel.replace]
            await change { $0.created(id: id, name: name, service: service, replacing: old) }
        case "start":
            await change { $0.started(id: id, name: name, service: service) }
        case "die":
            guard state.containers[id] != nil else { return }
            let comesBack = isStopping ? false : await events.comesBack(id)
            let (code, time) = (event.exitCode ?? 0, event.timeNano)
            await change { $0.died(id: id, code: code, time: time, comesBack: comesBack) }
        default:
            await change { $0.removed(id: id) }
        }
    }

    private var isStopping: Bool {
        if case .stopping = state.phase { true } else { false }
    }

    /// Looks at what runs now, when events may be missing.
    private func catchUp() async {
        // An engine that is away again will tell with the next event.
        guard let listed = try? await events.containers() else { return }
        let byID = Dictionary(listed.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let now = EngineTime.now()
        for (id, known) in state.containers where known.isLive {
            guard let container = byID[id] else {
                await change { $0.removed(id: id) }
                continue
            }
            guard container.state == .exited || container.state == .dead else { continue }
            let code = container.exitCode ?? 0
            await change { $0.died(id: id, code: code, time: now, comesBack: false) }
        }
        for container in listed where container.isRunning && state.containers[container.id]?.isLive != true {
            let (id, name, service) = (container.id, container.name, container.service)
            await change { $0.started(id: id, name: name, service: service) }
        }
    }

    // MARK: - What follows

    func change(_ change: @Sendable (inout AttachedState) -> [AttachedState.Effect]) async {
        let effects = change(&state)
        for effect in effects {
            switch effect {
            case .tell(let event): await sink(event)
            case .readLog(let id): requesting.yield(.readLog(id: id))
            case .settle(let id): requesting.yield(.settle(id: id))
            case .giveUpStart: permitting.finish()
            case .stop: requesting.yield(.stop)
            case .kill: requesting.yield(.kill)
            case .bePatient: requesting.yield(.bePatient)
            case .finish: requesting.finish()
            }
        }
    }

    func container(_ id: String) -> AttachedState.Container? { state.containers[id] }

    /// The start, which ends early when it is given up.
    nonisolated func start(_ work: Work) async {
        let permit = startPermit
        let result = await withTaskGroup(of: Result<ExecutionReport, any Error>?.self) { group in
            group.addTask {
                do {
                    let report = try await work.start()
                    return Result<ExecutionReport, any Error>.success(report)
                } catch {
                    return Result<ExecutionReport, any Error>.failure(error)
                }
            }
            group.addTask {
                for await _ in permit {}
                return nil
            }
            var result: Result<ExecutionReport, any Error>?
            while let ended = await group.next() {
                group.cancelAll()
                if let ended { result = ended }
            }
            return result
        }
        await startEnded(result ?? .failure(CancellationError()))
    }

    private func startEnded(_ result: Result<ExecutionReport, any Error>) async {
        switch result {
        case .success(let report):
            startReport = report
            let isSuccess = report.isSuccess
            await change { $0.startEnded(succeeded: isSuccess) }
        case .failure(let error):
            note(error)
            await change { $0.startEnded(succeeded: false) }
        }
    }

    func stopEnded(_ result: Result<ExecutionReport, any Error>) async {
        switch result {
        case .success(let report): stopReport = report
        case .failure(let error): note(error)
        }
        await change { $0.stopEnded() }
    }

    /// Keeps the first error; what a cancellation makes of the tasks is no reason of its own.
    private func note(_ error: any Error) {
        if failure == nil, !(error is CancellationError) { failure = error }
    }
}
