internal import ComposeModel
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine

/// The daemon's supervision of all projects: what the control interface talks to.
actor SupervisorService {
    /// What it works with.
    struct Setup: Sendable {
        var engine: EngineClient
        var store: any SupervisorStore
        var hub = EventHub()
        var metrics = SupervisorMetrics()
        /// The daemon's own.
        var environment: [String: String] = [:]
        /// Go along with every project.
        var companions: [any ProjectCompanion] = []
        var makeCore: CoreMaker
        /// How often each project is looked at although nothing was told.
        var lookInterval = Duration.seconds(300)
        /// Told in a sentence of what went wrong in the daemon itself.
        var log: @Sendable (String) -> Void = { _ in }

        init(
            engine: EngineClient,
            store: any SupervisorStore,
            makeCore: @escaping CoreMaker = Supervision.core(of:memories:open:numbers:)
        ) {
            self.engine = engine
            self.store = store
            self.makeCore = makeCore
        }
    }

    /// A project in care.
    struct Care {
        var keeper: ProjectKeeper
        var task: Task<Void, Never>
        var handover: Handover
        /// Seconds since 1970.
        var since: Double
    }

    nonisolated let setup: Setup
    nonisolated let feed: EngineFeed
    nonisolated let chronicle: Chronicle
    let numbers: IncidentNumbers
    let writing: Task<Void, Never>
    let started = WallClock.now()
    var cares: [String: Care] = [:]
    /// Stored projects that could not be read; they stay stored.
    var unreadable: [String: Handover] = [:]
    /// Projects that are let go at the moment.
    var releases: [String: Task<Void, Never>] = [:]
    var isClosing = false

    /// Takes up what the store has; every project is looked at, and put in order, once ``run()`` has found the engine.
    ///
    /// - Throws: the store's error when it cannot be read.
    init(_ setup: Setup) async throws {
        self.setup = setup
        let metrics = setup.metrics
        feed = EngineFeed(
            engine: setup.engine,
            lookInterval: setup.lookInterval,
            sawEvent: { metrics.sawEvent() }
        )
        let chronicle = Chronicle(store: setup.store, hub: setup.hub, log: setup.log)
        self.chronicle = chronicle
        numbers = IncidentNumbers(first: try await setup.store.nextIncident)
        let line = try await setup.store.nextTimelineNumber
        writing = Task { await chronicle.write(from: line) }
        try await takeUpStored()
    }

    /// Follows the engine until the task is cancelled, which is to come after ``close()``.
    func run() async { await feed.run() }

    /// Ends the supervision: what is under way is ended, projects are stopped where their policy says so, and everything
    /// is written down.
    func close() async {
        isClosing = true
        let ending = cares.values.map(\.keeper)
        await withDiscardingTaskGroup { group in
            for keeper in ending { group.addTask { await keeper.close() } }
        }
        for care in cares.values { await care.task.value }
        for release in releases.values { await release.value }
        cares = [:]
        chronicle.finish()
        await writing.value
        setup.hub.finish()
    }

    // MARK: - Projects

    private func takeUpStored() async throws {
        let unfinished = try await setup.store.unfinished()
        for stored in try await setup.store.projects() {
            let name = stored.handover.name
            do {
                let supervised = try await Self.supervised(stored.handover, since: stored.since)
                let cut = unfinished.filter { $0.project == name }.map(\.text)
                let interruption = cut.isEmpty ? nil : "the daemon was ended while \(cut.joined(separator: ", "))"
                try await begin(supervised, stored.handover, interruption: interruption)
                if let interruption { tell("daemon.interrupted", name, interruption) }
            } catch let error as ControlError {
                unreadable[name] = stored.handover
                setup.log("project '\(name)' is not looked after: \(error.message)")
                tell("project.unreadable", name, error.message)
            }
        }
    }

    func begin(_ supervised: SupervisedProject, _ handover: Handover, interruption: String? = nil) async throws {
        let name = handover.name
        let memories = try await setup.store.memories(of: name)
        let open = try await setup.store.incidents(project: name, since: nil, onlyOpen: true, limit: 1_000)
        // Somebody else may have been faster meanwhile.
        if let care = cares[name] { return await care.keeper.want(supervised) }
        let keeper = ProjectKeeper(
            supervised,
            core: setup.makeCore(supervised, memories, open, numbers),
            memories: memories,
            open: open,
            interruption: interruption,
            tools: tools
        )
        let task = Task { await self.look(after: name, keeper) }
        cares[name] = Care(keeper: keeper, task: task, handover: handover, since: supervised.since)
        unreadable[name] = nil
    }

    private func look(after name: String, _ keeper: ProjectKeeper) async {
        guard await keeper.run(), cares[name]?.keeper === keeper else { return }
        cares[name] = nil
        tell("project.released", name, "the project was taken down")
        await forget(name)
    }

    func forget(_ name: String) async {
        // What is still to be written about its services must not come after.
        await chronicle.settle()
        do {
            try await setup.store.remove(project: name)
        } catch {
            setup.log("project '\(name)' could not be forgotten: \(error)")
        }
    }

    func tell(_ event: String, _ project: String, _ text: String) {
        chronicle.tell(event, project: project, text: text, at: WallClock.now())
    }

    private var tools: KeeperTools {
        var tools = KeeperTools(
            engine: setup.engine,
            feed: feed,
            chronicle: chronicle,
            numbers: numbers,
            metrics: setup.metrics,
            environment: setup.environment,
            companions: setup.companions
        )
        tools.take = { [weak self] handover in _ = try await self?.take(handover) }
        return tools
    }

    @concurrent
    static func supervised(_ handover: Handover, since: Double) async throws -> SupervisedProject {
        let project = try DocumentLoading.project(of: handover)
        return SupervisedProject(
            project,
            source: handover.source,
            lease: handover.lease,
            stopped: handover.stopped,
            since: since
        )
    }
}
