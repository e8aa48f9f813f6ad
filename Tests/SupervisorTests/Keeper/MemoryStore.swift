import ControlProtocol

@testable import Supervisor

/// A store in memory, which knows in which order it was told things.
actor MemoryStore: SupervisorStore {
    struct Broken: Error {}

    private(set) var told: [String] = []
    private var stored: [String: StoredProject] = [:]
    private var memories: [String: [String: ServiceMemory]] = [:]
    private(set) var incidents: [Int: Incident] = [:]
    private(set) var lines: [TimelineEntry] = []
    private var journal: [JournalEntry] = []
    private var isBroken = false

    init(projects: [StoredProject] = [], incidents: [Incident] = [], journal: [JournalEntry] = []) {
        for project in projects { stored[project.handover.name] = project }
        for incident in incidents { self.incidents[incident.id] = incident }
        self.journal = journal
    }

    func breakDown() { isBroken = true }

    func memory(of service: String, in project: String) -> ServiceMemory? { memories[project]?[service] }

    var nextIncident: Int { (incidents.keys.max() ?? 0) + 1 }
    var nextTimelineNumber: Int { (lines.last?.number ?? 0) + 1 }

    func projects() -> [StoredProject] { stored.values.sorted { $0.handover.name < $1.handover.name } }

    func save(_ handover: Handover, since: Double) {
        stored[handover.name] = StoredProject(handover: handover, since: since)
    }

    func remove(project: String) {
        stored[project] = nil
        memories[project] = nil
    }

    func memories(of project: String) -> [ServiceMemory] { (memories[project] ?? [:]).values.map { $0 } }

    func keep(_ memory: ServiceMemory, of project: String) {
        memories[project, default: [:]][memory.service] = memory
    }

    func open(_ incident: Incident) throws {
        if isBroken { throw Broken() }
        told.append("open \(incident.id)")
        incidents[incident.id] = incident
    }

    func note(_ incident: Int, action: String, evidence: [String]) {
        told.append("note \(incident)")
        if !action.isEmpty { incidents[incident]?.actions.append(action) }
        incidents[incident]?.evidence += evidence
    }

    func close(_ incident: Int, at time: Double) {
        told.append("close \(incident)")
        incidents[incident]?.closed = time
    }

    func incidents(project: String?, since: Double?, onlyOpen: Bool, limit: Int) -> [Incident] {
        let found = incidents.values.filter { incident in
            (project == nil || incident.project == project) && (!onlyOpen || incident.closed == nil)
        }
        return Array(found.sorted { $0.id > $1.id }.prefix(limit))
    }

    func append(_ entry: TimelineEntry) { lines.append(entry) }

    func timeline(project: String?, since: Double?, limit: Int) -> [TimelineEntry] { lines.suffix(limit) }

    func begin(_ work: JournalEntry) {
        told.append("begin \(work.number.value)")
        journal.append(work)
    }

    func end(_ work: WorkNumber, of project: String, result: String?) {
        told.append("end \(work.value)")
        journal.removeAll { $0.number == work && $0.project == project }
    }

    func unfinished() -> [JournalEntry] {
        defer { journal = [] }
        return journal
    }
}
