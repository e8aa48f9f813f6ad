internal import ControlProtocol
internal import GRDB

/// One thing to be kept, as it was told.
enum StateChange: Sendable {
    case save(StoredProject)
    case remove(project: String)
    case keep(ServiceMemory, project: String)
    case open(Incident)
    case note(incident: Int, action: String, evidence: [String])
    case close(incident: Int, time: Double)
    case append(TimelineEntry)
    case begin(JournalEntry)
    case end(WorkNumber, project: String, result: String?, time: Double)
    /// Work that an earlier daemon had begun is no longer told of.
    case forgetUnfinished(time: Double)
}

extension StateChange {
    /// Writes it; to be called in a transaction.
    ///
    /// Each is written so that doing it twice does no harm and nothing that is already there makes it fail: one that
    /// always failed would keep all that come after it from being written.
    func write(to db: Database) throws {
        switch self {
        case .save(let project):
            try Self.write(
                "INSERT OR REPLACE INTO projects (name, since, handover) VALUES (?, ?, ?)",
                [project.handover.name, project.since, try StoredJSON.text(project.handover)],
                db
            )
        case .remove(let project):
            try Self.write("DELETE FROM projects WHERE name = ?", [project], db)
            try Self.write("DELETE FROM memories WHERE project = ?", [project], db)
        case .keep(let memory, let project):
            try Self.write(
                "INSERT OR REPLACE INTO memories (project, service, memory) VALUES (?, ?, ?)",
                [project, memory.service, try StoredJSON.text(memory)],
                db
            )
        case .open(let incident): try Self.write(incident, to: db)
        case .note(let id, let action, let evidence):
            try Self.change(id, db) { $0.add(action: action, evidence: evidence) }
        case .close(let id, let time): try Self.change(id, db) { $0.closed = time }
        case .append(let entry): try Self.write(entry, to: db)
        case .begin, .end, .forgetUnfinished: try writeJournal(to: db)
        }
    }

    private func writeJournal(to db: Database) throws {
        switch self {
        case .begin(let work):
            try Self.write(
                "INSERT INTO journal (project, work, text, began) VALUES (?, ?, ?, ?)",
                [work.project, work.number.value, work.text, work.began],
                db
            )
        case .end(let work, let project, let result, let time):
            try Self.write(
                "UPDATE journal SET ended = ?, result = ? WHERE ended IS NULL AND project = ? AND work = ?",
                [time, result, project, work.value],
                db
            )
        case .forgetUnfinished(let time):
            try Self.write(
                "UPDATE journal SET ended = ?, result = 'cut off' WHERE ended IS NULL AND began < ?",
                [time, time],
                db
            )
        default: break
        }
    }

    private static func write(_ incident: Incident, to db: Database) throws {
        try write(
            "INSERT OR REPLACE INTO incidents (id, project, opened, closed, incident) VALUES (?, ?, ?, ?, ?)",
            [incident.id, incident.project, incident.opened, incident.closed, try StoredJSON.text(incident)],
            db
        )
    }

    private static func write(_ entry: TimelineEntry, to db: Database) throws {
        try write(
            """
            INSERT OR REPLACE INTO timeline (number, version, time, project, service, event, text)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [entry.number, entry.version, entry.time, entry.project, entry.service, entry.event, entry.text],
            db
        )
    }

    /// An incident that has been forgotten is not changed.
    private static func change(_ id: Int, _ db: Database, _ body: (inout Incident) -> Void) throws {
        let sql = "SELECT incident FROM incidents WHERE id = ?"
        guard let text = try String.fetchOne(db, sql: sql, arguments: [id]) else { return }
        var incident = try StoredJSON.value(Incident.self, text)
        body(&incident)
        try write(incident, to: db)
    }

    private static func write(_ sql: String, _ arguments: StatementArguments, _ db: Database) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension Incident {
    /// An empty action adds evidence only.
    mutating func add(action: String, evidence: [String]) {
        if !action.isEmpty { actions.append(action) }
        self.evidence += evidence
    }
}
