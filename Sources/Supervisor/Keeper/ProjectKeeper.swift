internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine

/// Drives the supervision of one project: tells its core what happens, and carries out what that wants.
///
/// Nothing on the way from an event to the request it leads to waits for anything but the engine.
actor ProjectKeeper {
    struct RunningWork {
        var work: Work
        var task: Task<Void, Never>
    }

    enum Phase {
        /// In care.
        case keeping
        /// The daemon is about to end: only what is under way is seen through.
        case closing
        /// Somebody else looks after it, or nobody; what still comes is of no interest.
        case over
    }

    nonisolated let name: String
    let tools: KeeperTools
    let turn: ProjectTurn
    var supervised: SupervisedProject
    var core: any SupervisionCore
    var live: LiveState
    var phase = Phase.keeping
    /// Whether the project was taken down, so that there is nothing left to look after.
    var isTakenDown = false

    var works: [WorkNumber: RunningWork] = [:]
    var appointments: [Appointment.Purpose: Task<Void, Never>] = [:]
    var memories: [String: ServiceMemory] = [:]
    /// The open ones, by number.
    var incidents: [Int: Incident] = [:]
    /// Open incidents that the core knows nothing of.
    var findings: Set<Int> = []
    /// When the event came that is being handled; nil while something else is.
    var arrival: ContinuousClock.Instant?

    /// Watches that the processes that have announced something are still there, by announcement.
    var announcements: [Int: Task<Void, Never>] = [:]
    var lastAnnouncement = 0
    var leaseWatch: Task<Void, Never>?
    var companions: [Task<Void, Never>] = []
    var listeners: [AsyncStream<ContainerEvent>.Continuation] = []

    /// Told after the first look if an earlier daemon was ended in the middle of something.
    var interruption: String?
    var hasLooked = false
    var isEngineAway = false
    var lookWaiters: [CheckedContinuation<Void, Never>] = []
    var looking: Task<Void, Never>?
    var wantsLook = false
    var narrowLook: Task<Void, Never>?
    /// Containers that may have been cut off from a network, by container and network.
    var cuts: [String: Task<Void, Never>] = [:]
    var imageCheck: Task<Void, Never>?
    /// The digests that the core was told of, by reference.
    var digests: [String: String] = [:]
    /// Containers that the engine does not restart by itself any more.
    var tamed: Set<String> = []

    /// - `interruption`: what an earlier daemon was ended in the middle of; nil for nothing.
    init(
        _ supervised: SupervisedProject,
        core: any SupervisionCore,
        memories: [ServiceMemory],
        open: [Incident] = [],
        interruption: String? = nil,
        tools: KeeperTools
    ) {
        name = supervised.project.name
        self.supervised = supervised
        self.core = core
        self.tools = tools
        self.interruption = interruption
        live = LiveState(project: supervised.project.name)
        turn = ProjectTurn(
            project: supervised.project.name,
            engine: tools.engine.host,
            environment: tools.environment
        )
        for memory in memories { self.memories[memory.service] = memory }
        for incident in open { incidents[incident.id] = incident }
    }

    /// Looks after the project until it is released, closed or taken down.
    ///
    /// Returns whether it was taken down.
    func run() async -> Bool {
        let messages = await tools.feed.join(name)
        if phase != .over {
            watchLease()
            beginCompanions()
            for await message in messages { receive(message) }
        }
        quit()
        return isTakenDown
    }

    var status: ProjectStatus {
        var status = core.status
        status.lease = supervised.lease
        status.openIncidents += findings.count
        return status
    }

    /// Takes over what is wanted now.
    func want(_ project: SupervisedProject) {
        guard phase == .keeping else { return }
        supervised = project
        handle(.wanted(project))
        watchLease()
        beginCompanions()
        // Which containers the engine restarts may have changed, too.
        lookSoon()
    }

    /// Has the whole project come to be as declared.
    func converge(_ reason: String) { handle(.converge(reason: reason)) }

    // MARK: - The core

    func handle(_ input: SupervisionInput) {
        guard phase != .over else { return }
        for effect in core.handle(input, at: tools.now()) { perform(effect) }
    }

    private func perform(_ effect: SupervisionEffect) {
        switch effect {
        case .work(let work): begin(work)
        case .cancel(let number): works[number]?.task.cancel()
        case .appoint(let appointment, let delay): appoint(appointment, after: delay)
        case .open(let incident): open(incident)
        case .note(let incident, let action, let evidence):
            tools.chronicle.note(incident, action: action, evidence: evidence)
            if !action.isEmpty { incidents[incident]?.actions.append(action) }
        case .close(let incident, let time): close(incident, at: time)
        case .tell(let event, let service, let text): tell(event, service, text)
        case .keep(let memory):
            memories[memory.service] = memory
            tools.chronicle.keep(memory, of: name)
        }
    }

    func tell(_ event: String, _ service: String?, _ text: String) {
        tools.chronicle.tell(event, project: name, service: service, text: text, at: tools.time)
    }

    private func appoint(_ appointment: Appointment, after delay: Int) {
        appointments[appointment.purpose]?.cancel()
        appointments[appointment.purpose] = Task { await self.keep(appointment, after: delay) }
    }

    private func keep(_ appointment: Appointment, after delay: Int) async {
        do {
            try await Task.sleep(for: .nanoseconds(delay))
        } catch {
            return
        }
        appointments[appointment.purpose] = nil
        handle(.due(appointment))
    }

    // MARK: - The end

    /// Ends everything that still goes on; what is under way on the engine is not waited for.
    func quit() {
        phase = .over
        for running in works.values { running.task.cancel() }
        for task in appointments.values { task.cancel() }
        for task in announcements.values { task.cancel() }
        for task in cuts.values { task.cancel() }
        for task in companions { task.cancel() }
        for task in [leaseWatch, looking, narrowLook, imageCheck] { task?.cancel() }
        for listener in listeners { listener.finish() }
        appointments = [:]
        announcements = [:]
        cuts = [:]
        companions = []
        listeners = []
        resumeLookWaiters()
    }
}
