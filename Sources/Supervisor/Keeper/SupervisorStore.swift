internal import ControlProtocol

/// What the daemon keeps so that its end loses nothing.
///
/// The daemon's own is in SQLite; tests have one in memory. A store that cannot write throws, and the supervision goes on:
/// what it needs to go on is in its own memory.
protocol SupervisorStore: Sendable {
    /// The number that the next incident gets.
    var nextIncident: Int { get async throws }
    /// The number that the next line of the timeline gets.
    var nextTimelineNumber: Int { get async throws }

    func projects() async throws -> [StoredProject]
    /// `since`: seconds since 1970; when the daemon took the project over.
    func save(_ handover: Handover, since: Double) async throws
    /// Forgets the project and what is remembered of its services; its incidents stay.
    func remove(project: String) async throws

    func memories(of project: String) async throws -> [ServiceMemory]
    func keep(_ memory: ServiceMemory, of project: String) async throws

    /// Keeps a new incident under its own number.
    func open(_ incident: Incident) async throws
    /// Adds to an incident; an empty action adds evidence only.
    func note(_ incident: Int, action: String, evidence: [String]) async throws
    /// `time`: seconds since 1970.
    func close(_ incident: Int, at time: Double) async throws
    /// Newest first.
    ///
    /// - `project`: nil is every project.
    /// - `since`: seconds since 1970; nil is all that is kept.
    func incidents(project: String?, since: Double?, onlyOpen: Bool, limit: Int) async throws -> [Incident]

    func append(_ entry: TimelineEntry) async throws
    /// Oldest first; the last `limit` of them.
    func timeline(project: String?, since: Double?, limit: Int) async throws -> [TimelineEntry]

    /// Notes in the journal that work has begun, so that after a sudden end it is known what was under way.
    func begin(_ work: JournalEntry) async throws
    /// `result`: in words; nil for a success.
    func end(_ work: WorkNumber, of project: String, result: String?) async throws
    /// What an earlier daemon had begun and not ended; forgotten by asking.
    func unfinished() async throws -> [JournalEntry]
}

/// A project as the store has it.
struct StoredProject: Sendable, Equatable {
    var handover: Handover
    /// Seconds since 1970; when the daemon took it over.
    var since: Double
}

/// One piece of work in the journal.
struct JournalEntry: Sendable, Equatable {
    var number: WorkNumber
    var project: String
    /// What is done, and why: `start db: db-1 ended with code 1`.
    var text: String
    /// Seconds since 1970.
    var began: Double
}
