internal import GRDB

/// The tables of the state, in every form that they have had.
enum StateSchema {
    /// Migrations in order; one that has been released is never changed again.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 tables") { db in
            try db.execute(
                sql: """
                    CREATE TABLE projects (
                        name TEXT NOT NULL PRIMARY KEY,
                        since REAL NOT NULL,
                        handover TEXT NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE memories (
                        project TEXT NOT NULL,
                        service TEXT NOT NULL,
                        memory TEXT NOT NULL,
                        PRIMARY KEY (project, service)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE incidents (
                        id INTEGER NOT NULL PRIMARY KEY,
                        project TEXT NOT NULL,
                        opened REAL NOT NULL,
                        closed REAL,
                        incident TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX incidents_by_project ON incidents (project, id);
                    CREATE INDEX open_incidents ON incidents (id) WHERE closed IS NULL;

                    CREATE TABLE timeline (
                        number INTEGER NOT NULL PRIMARY KEY,
                        version INTEGER NOT NULL,
                        time REAL NOT NULL,
                        project TEXT NOT NULL,
                        service TEXT,
                        event TEXT NOT NULL,
                        text TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX timeline_by_project ON timeline (project, number);

                    CREATE TABLE journal (
                        id INTEGER NOT NULL PRIMARY KEY,
                        project TEXT NOT NULL,
                        work INTEGER NOT NULL,
                        text TEXT NOT NULL,
                        began REAL NOT NULL,
                        ended REAL,
                        result TEXT
                    ) STRICT;
                    CREATE INDEX unfinished_work ON journal (project, work) WHERE ended IS NULL;
                    """
            )
        }
        return migrator
    }

    /// What is kept of what grows: lines of the timeline, closed incidents, ended work.
    enum Limit {
        static let timeline = 10_000
        static let incidents = 1_000
        static let journal = 1_000
    }

    /// Forgets the oldest of what grows; what is still open is never forgotten.
    static func prune(_ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM timeline WHERE number <= (SELECT max(number) FROM timeline) - ?",
            arguments: [Limit.timeline]
        )
        try db.execute(
            sql: """
                DELETE FROM incidents WHERE closed IS NOT NULL AND id <=
                (SELECT id FROM incidents WHERE closed IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?)
                """,
            arguments: [Limit.incidents]
        )
        try db.execute(
            sql: """
                DELETE FROM journal WHERE ended IS NOT NULL AND id <=
                (SELECT id FROM journal WHERE ended IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?)
                """,
            arguments: [Limit.journal]
        )
    }
}
