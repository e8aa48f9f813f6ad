internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// The care of one project: what it is told changes what it knows, and what it knows decides what is to be done.
///
/// A pure value. Whoever drives it hands in what happens, in the order in which it comes, and carries out what it answers:
///
///     for effect in supervision.handle(.event(event), at: now) { … }
///
/// It asks for one piece of work at a time; whatever becomes necessary meanwhile is put together and asked for when that has
/// ended. A service is worked on only when what it depends on is ready, so that no work waits.
struct Supervision: Sendable {
    /// What is wanted now.
    private(set) var wanted: SupervisedProject
    let numbers: IncidentNumbers
    private(set) var graph: ServiceGraph

    var containers = TrackedContainers()
    /// Ids of containers that are gone, so that late words of them bring none back.
    var gone: [String] = []
    /// Every service of the project, by name.
    var cares: [String: ServiceCare] = [:]
    /// What is to be done, by service.
    var needs: [String: ServiceNeed] = [:]
    /// The incidents of services that are away or unwell.
    var outages: [String: Outage] = [:]
    /// The incidents of services that crash again and again.
    var loops: [String: Outage] = [:]
    /// Services that are to be restarted when something that they depend on is back.
    var indebted: Set<String> = []
    /// Services that are unhealthy and not restarted, since something that they depend on is away.
    var heldUnhealthy: Set<String> = []
    /// Services whose condition may be another one after the input that is being handled; nil is all.
    var touched: Set<String>?
    /// Whether containers have come or gone that others may share something with.
    var partnersMayDiffer = false

    var announcements: [Int: OpenAnnouncement] = [:]
    /// Changes by this program that have ended, whose events may still come.
    var spans: [ChangeSpan] = []
    var hand: WorkInHand?
    /// How often work has been given up in a row for something more urgent.
    var overtakes = 0
    /// Runs of jobs that are under way.
    var jobs: [WorkNumber: String] = [:]
    /// Jobs whose time has come.
    var dueJobs: Set<String> = []
    /// Why the whole project shall come to be as declared; nil when nobody asks.
    var convergence: String?
    var takedown: Takedown?
    var renames: [Renaming] = []
    var drifts: [Drift: Int] = [:]
    var openIncidents: Set<Int> = []
    var engine = EngineTrack()
    var isClosing = false

    var appointments: [Appointment.Purpose: Int] = [:]
    private var lastAppointment = 0
    var lastWork = 0
    /// How many containers have been met, which puts them in an order.
    var met = 0
    /// Nanoseconds since 1970, of the input that is being handled.
    private(set) var now = 0
    var effects: [SupervisionEffect] = []

    /// - Parameters:
    ///   - project: what is wanted.
    ///   - memories: what an earlier daemon has kept; empty for a project that is new in its care.
    ///   - numbers: shared by all projects.
    ///   - open: incidents of the project that an earlier daemon has left open.
    init(
        _ project: SupervisedProject,
        memories: [ServiceMemory] = [],
        numbers: IncidentNumbers,
        open: [Incident] = []
    ) {
        wanted = project
        self.numbers = numbers
        graph = ServiceGraph(project.project)
        for name in graph.order {
            let memory = memories.first { $0.service == name }
            cares[name] = ServiceCare(name, policy: project.services[name] ?? ServicePolicy(), memory: memory)
            if memory == nil { cares[name]?.memory.isStopped = project.stopped.contains(name) }
            learnProbes(of: name)
            if memory?.owes.isEmpty == false { indebted.insert(name) }
        }
        engine.isResumed = !memories.isEmpty
        adopt(open)
    }

    /// Takes in what has happened.
    ///
    /// - Parameters:
    ///   - input: what has happened.
    ///   - now: nanoseconds since 1970; may jump.
    /// - Returns: what is to be done, in order.
    mutating func handle(_ input: SupervisionInput, at now: Int) -> [SupervisionEffect] {
        self.now = now
        touched = nil
        take(input)
        proceed()
        endOutages()
        noteConditions()
        let answer = effects
        effects = []
        return answer
    }

    private mutating func take(_ input: SupervisionInput) {
        switch input {
        case .listed(let found): take(list: found)
        case .event(let event): take(event)
        case .networkRemoved(let name): noteRemoval(ofNetwork: name)
        case .imageMoved(let reference, let digest): noteMove(of: reference, to: digest)
        case .announced(let announcement, let number): begin(announcement, number: number)
        case .announcementEnded(let number, let succeeded): endAnnouncement(number, succeeded: succeeded)
        case .wanted(let project): take(project)
        case .converge(let reason): askForConvergence(reason)
        case .contentChanged(let services, let reason): renew(services, reason)
        case .leaseEnded(let reason): endLease(reason)
        case .due(let appointment): keep(appointment)
        case .finished(let number, let outcome): finish(number, outcome)
        case .probed(let container, let isReady, let evidence):
            noteProbe(of: container, isReady: isReady, evidence: evidence)
        case .engineLost: loseEngine()
        case .engineReturned(let didRestart): regainEngine(didRestart: didRestart)
        case .closing: close()
        }
    }

    mutating func replaceWanted(by project: SupervisedProject) {
        wanted = project
        graph = ServiceGraph(project.project)
    }

    // MARK: - Appointments

    /// Asks to be told in a while; stands in for an earlier appointment with the same purpose.
    mutating func appoint(_ purpose: Appointment.Purpose, after nanoseconds: Int) {
        lastAppointment += 1
        appointments[purpose] = lastAppointment
        effects.append(.appoint(Appointment(purpose: purpose, number: lastAppointment), after: max(0, nanoseconds)))
    }

    func stands(_ purpose: Appointment.Purpose) -> Bool { appointments[purpose] != nil }

    mutating func callOff(_ purpose: Appointment.Purpose) { appointments[purpose] = nil }
}
