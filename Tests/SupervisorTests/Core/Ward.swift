import ComposeModel
import ComposePlan
import ControlProtocol
import OrderedCollections

@testable import Supervisor

/// A project in the core's care, with a clock that the test turns and an engine that does what it is told to.
///
/// Containers are called `db-1`; their ids are their names until they are made anew.
struct Ward {
    static let second = 1_000_000_000

    private(set) var supervision: Supervision
    private(set) var now = 1_700_000_000 * Ward.second
    /// Everything that was asked for, in order.
    private(set) var works: [Work] = []
    private(set) var cancelled: [WorkNumber] = []
    private(set) var told: [String] = []
    private(set) var memories: [String: ServiceMemory] = [:]
    private(set) var incidents: [Incident] = []
    /// The work that is under way.
    private(set) var current: Work?
    /// What the core did that it must never do.
    private(set) var faults: [String] = []

    private var appointments: [Appointment.Purpose: (appointment: Appointment, due: Int)] = [:]
    private var ids: [String: String] = [:]
    private var generation = 1
    let project: Project

    init(
        _ services: [Service],
        memories: [ServiceMemory] = [],
        stopped: [String] = [],
        open: [Incident] = [],
        extensions: Extensions = [:]
    ) {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        for service in services { project.services[service.name] = service }
        project.networks["default"] = Network(name: "shop_default")
        project.extensions = extensions
        self.project = project
        supervision = Supervision(
            Self.supervised(project, stopped: stopped),
            memories: memories,
            numbers: IncidentNumbers(first: 100),
            open: open
        )
        incidents = open
    }

    static func supervised(_ project: Project, stopped: [String] = []) -> SupervisedProject {
        let source = ProjectSource(directory: "/srv/shop")
        return SupervisedProject(project, source: source, stopped: stopped, since: 1_700_000_000)
    }

    /// A ward whose containers all run, healthy where they are probed, and that the core has looked at.
    static func running(_ services: Service..., extensions: Extensions = [:]) -> Ward {
        var ward = Ward(services, extensions: extensions)
        ward.list(ward.everything())
        return ward
    }

    // MARK: - Telling

    mutating func give(_ input: SupervisionInput) {
        for effect in supervision.handle(input, at: now) { take(effect) }
    }

    /// An event of now, or of as many nanoseconds ago.
    mutating func tell(_ container: String, _ kind: ContainerEvent.Kind, ago: Int = 0) {
        give(.event(event(container, kind, time: now - ago)))
    }

    /// Several events of one container, a millisecond apart.
    mutating func tell(_ container: String, _ kinds: [ContainerEvent.Kind]) {
        for kind in kinds {
            now += 1_000_000
            tell(container, kind)
        }
    }

    func event(_ container: String, _ kind: ContainerEvent.Kind, time: Int) -> ContainerEvent {
        let (service, number) = Self.parts(of: container)
        return ContainerEvent(
            id: ids[container] ?? container,
            name: "shop-\(container)",
            service: service,
            number: number,
            isOneOff: false,
            kind: kind,
            time: time,
            labels: [:]
        )
    }

    /// `db-1` is the first of `db`.
    static func parts(of container: String) -> (service: String, number: Int) {
        let parts = container.split(separator: "-")
        return (String(parts[0]), Int(parts[1]) ?? 0)
    }

    /// The next container of this name is another one.
    mutating func renew(_ container: String) {
        generation += 1
        ids[container] = "\(container)#\(generation)"
    }

    mutating func list(_ containers: [ObservedContainer]) { give(.listed(containers)) }

    func observed(
        _ container: String,
        _ state: ObservedContainer.State = .running,
        health: ObservedContainer.Health = .none,
        code: Int? = nil
    ) -> ObservedContainer {
        let (service, number) = Self.parts(of: container)
        var observed = ObservedContainer(
            id: ids[container] ?? container,
            name: "shop-\(container)",
            service: service,
            number: number,
            state: state
        )
        observed.health = health
        observed.exitCode = code
        observed.networks = ["shop_default": "net"]
        observed.labels = [ComposeLabel.image: "sha256:1"]
        return observed
    }

    /// Every container that the project should have, running.
    func everything() -> [ObservedContainer] {
        project.services.values.flatMap { service in
            (0..<service.replicas).map { index in
                observed("\(service.name)-\(index + 1)", health: service.healthcheck == nil ? .none : .healthy)
            }
        }
    }

    /// Lets time go by, in milliseconds, and keeps the appointments that come due.
    mutating func pass(_ milliseconds: Int) {
        let end = now + milliseconds * 1_000_000
        while let next = appointments.min(by: { $0.value.due < $1.value.due }), next.value.due <= end {
            appointments[next.key] = nil
            now = max(now, next.value.due)
            give(.due(next.value.appointment))
        }
        now = end
    }

    // MARK: - Carrying out

    private mutating func take(_ effect: SupervisionEffect) {
        switch effect {
        case .work(let work):
            works.append(work)
            if case .job = work.kind { return }
            if let current { faults.append("work \(work.kind) while \(current.kind) is under way") }
            current = work
        case .cancel(let number):
            if current?.number != number { faults.append("cancelled what is not under way") }
            cancelled.append(number)
        case .appoint(let appointment, let delay): appointments[appointment.purpose] = (appointment, now + delay)
        case .open(let incident): incidents.append(incident)
        case .note(let number, let action, let evidence):
            guard let index = incidents.firstIndex(where: { $0.id == number && $0.closed == nil }) else {
                faults.append("a note on incident \(number), which is not open")
                return
            }
            if !action.isEmpty { incidents[index].actions.append(action) }
            incidents[index].evidence += evidence
        case .close(let number, let time):
            guard let index = incidents.firstIndex(where: { $0.id == number && $0.closed == nil }) else {
                faults.append("incident \(number) closed, which is not open")
                return
            }
            incidents[index].closed = time
        case .tell(let event, _, let text): told.append("\(event): \(text)")
        case .keep(let memory): memories[memory.service] = memory
        }
    }

    /// The work under way ends.
    mutating func finish(_ outcome: WorkOutcome = .succeeded) {
        guard let work = current else {
            faults.append("nothing to finish")
            return
        }
        current = nil
        give(.finished(work.number, outcome))
    }

    // MARK: - Looking

    func status(_ service: String) -> ServiceStatus? { supervision.status(of: service) }

    func condition(_ service: String) -> ServiceStatus.Condition? { status(service)?.condition }

    var open: [Incident] { incidents.filter { $0.closed == nil } }

    var kinds: [Work.Kind] { works.map(\.kind) }
}
