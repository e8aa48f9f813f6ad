internal import ControlProtocol

/// What the supervision tells; see ``SupervisorStore``.
extension StateStore {
    func save(_ handover: Handover, since: Double) async {
        await record(.save(StoredProject(handover: handover, since: since)))
    }

    func remove(project: String) async {
        await record(.remove(project: project))
    }

    func keep(_ memory: ServiceMemory, of project: String) async {
        await record(.keep(memory, project: project))
    }

    func open(_ incident: Incident) async {
        await record(.open(incident))
    }

    func note(_ incident: Int, action: String, evidence: [String]) async {
        await record(.note(incident: incident, action: action, evidence: evidence))
    }

    func close(_ incident: Int, at time: Double) async {
        await record(.close(incident: incident, time: time))
    }

    func append(_ entry: TimelineEntry) async {
        await record(.append(entry))
    }

    func begin(_ work: JournalEntry) async {
        await record(.begin(work))
    }

    func end(_ work: WorkNumber, of project: String, result: String?) async {
        await record(.end(work, project: project, result: result, time: WallClock.now()))
    }
}
