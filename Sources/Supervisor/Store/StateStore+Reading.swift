internal import ControlProtocol
internal import GRDB

/// What the supervision and the control interface ask; see ``SupervisorStore``.
///
/// What waits in memory since the disk is full is seen, too.
extension StateStore {
    var nextIncident: Int {
        get async throws {
            await flush()
            let last = try await pool.read { db in try Int.fetchOne(db, sql: "SELECT max(id) FROM incidents") }
            let known = pending.incidents(over: []).map(\.id).max() ?? 0
            return max(last ?? 0, known) + 1
        }
    }

    var nextTimelineNumber: Int {
        get async throws {
            await flush()
            let last = try await pool.read { db in try Int.fetchOne(db, sql: "SELECT max(number) FROM timeline") }
            let known = pending.timeline(over: []).last?.number ?? 0
            return max(last ?? 0, known) + 1
        }
    }

    func projects() async throws -> [StoredProject] {
        await flush()
        let stored = try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT since, handover FROM projects").map { row in
                StoredProject(
                    handover: try StoredJSON.value(Handover.self, row["handover"]),
                    since: row["since"]
                )
            }
        }
        return pending.projects(over: stored)
    }

    func memories(of project: String) async throws -> [ServiceMemory] {
        await flush()
        let stored = try await pool.read { db in
            try String.fetchAll(db, sql: "SELECT memory FROM memories WHERE project = ?", arguments: [project])
                .map { try StoredJSON.value(ServiceMemory.self, $0) }
        }
        return pending.memories(of: project, over: stored)
    }

    func incidents(project: String?, since: Double?, onlyOpen: Bool, limit: Int) async throws -> [Incident] {
        await flush()
        let sql = """
            SELECT incident FROM incidents
            WHERE (?1 IS NULL OR project = ?1) AND (?2 IS NULL OR opened >= ?2) AND (?3 = 0 OR closed IS NULL)
            ORDER BY id DESC LIMIT ?4
            """
        let stored = try await pool.read { db in
            try String.fetchAll(db, sql: sql, arguments: [project, since, onlyOpen, limit])
                .map { try StoredJSON.value(Incident.self, $0) }
        }
        let found = pending.incidents(over: stored).filter { incident in
            (project == nil || incident.project == project) && incident.opened >= since ?? incident.opened
                && (!onlyOpen || incident.closed == nil)
        }
        return [Incident](found.sorted { $0.id > $1.id }.prefix(limit))
    }

    func timeline(project: String?, since: Double?, limit: Int) async throws -> [TimelineEntry] {
        await flush()
        let sql = """
            SELECT * FROM timeline
            WHERE (?1 IS NULL OR project = ?1) AND (?2 IS NULL OR time >= ?2)
            ORDER BY number DESC LIMIT ?3
            """
        let stored = try await pool.read { db in
            try Row.fetchAll(db, sql: sql, arguments: [project, since, limit]).map { TimelineEntry($0) }
        }
        let found = pending.timeline(over: stored).filter { entry in
            (project == nil || entry.project == project) && entry.time >= since ?? entry.time
        }
        return found.suffix(limit)
    }

    /// What came after the line of that number; oldest first, the first `limit` of them.
    func timeline(after number: Int, project: String?, limit: Int) async throws -> [TimelineEntry] {
        await flush()
        let sql = """
            SELECT * FROM timeline WHERE number > ?1 AND (?2 IS NULL OR project = ?2) ORDER BY number LIMIT ?3
            """
        let stored = try await pool.read { db in
            try Row.fetchAll(db, sql: sql, arguments: [number, project, limit]).map { TimelineEntry($0) }
        }
        let found = pending.timeline(over: stored).filter { entry in
            entry.number > number && (project == nil || entry.project == project)
        }
        return [TimelineEntry](found.prefix(limit))
    }

    func unfinished() async throws -> [JournalEntry] {
        await flush()
        let stored = try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM journal WHERE ended IS NULL ORDER BY id").map { row in
                JournalEntry(
                    number: WorkNumber(value: row["work"]),
                    project: row["project"],
                    text: row["text"],
                    began: row["began"]
                )
            }
        }
        if !stored.isEmpty { await record(.forgetUnfinished(time: WallClock.now())) }
        return stored
    }
}

extension TimelineEntry {
    fileprivate init(_ row: Row) {
        self.init(
            number: row["number"],
            time: row["time"],
            project: row["project"],
            service: row["service"],
            event: row["event"],
            text: row["text"]
        )
        version = row["version"]
    }
}
