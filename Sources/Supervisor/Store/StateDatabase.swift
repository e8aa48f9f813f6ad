internal import GRDB
internal import Glibc

/// Opens the database in the state directory, and says for people why it cannot.
enum StateDatabase {
    /// Opened, in the newest form, and pruned.
    ///
    /// - Throws: ``DaemonProblem``.
    static func open(in directory: String) throws(DaemonProblem) -> DatabasePool {
        let path = "\(directory)/state.sqlite"
        do {
            return try openOnce(path)
        } catch let error as DatabaseError where isLackOfRoom(error) && StateBallast.drop(in: directory) {
            // Falls through to the second try, with the room that was kept.
        } catch {
            throw explained(error, path)
        }
        do {
            return try openOnce(path)
        } catch {
            throw explained(error, path)
        }
    }

    /// Why something cannot be kept, in a few words.
    static func reason(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else { return "\(error)" }
        return isLackOfRoom(error) ? "no space is left on the disk" : error.message ?? "\(error.resultCode)"
    }

    private static func openOnce(_ path: String) throws -> DatabasePool {
        // Made beforehand, so that it is nobody else's to read: its companions get the same mode.
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw DaemonProblem("cannot open '\(path)': \(String(cString: strerror(errno)))") }
        _ = Glibc.close(descriptor)
        let pool = try DatabasePool(path: path, configuration: configuration)
        let migrator = StateSchema.migrator
        if try pool.read({ db in try migrator.hasBeenSuperseded(db) }) {
            throw DaemonProblem(
                "the state '\(path)' was written by a newer version",
                hint: "start that version, or name another directory with --state"
            )
        }
        try migrator.migrate(pool)
        try pool.write { db in try StateSchema.prune(db) }
        return pool
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "state"
        configuration.maximumReaderCount = 2
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            // Half a megabyte each, and a log that shrinks again after a burst.
            try db.execute(sql: "PRAGMA cache_size = -512")
            if !db.configuration.readonly { try db.execute(sql: "PRAGMA journal_size_limit = 1048576") }
        }
        return configuration
    }

    /// A shared index that cannot grow is told as a failure of input and output.
    private static func isLackOfRoom(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_FULL || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
            || error.extendedResultCode == .SQLITE_IOERR_WRITE
    }

    private static func explained(_ error: any Error, _ path: String) -> DaemonProblem {
        if let error = error as? DaemonProblem { return error }
        guard let error = error as? DatabaseError else { return DaemonProblem("cannot open '\(path)': \(error)") }
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return DaemonProblem(
                "the state '\(path)' is damaged: \(reason(error))",
                hint: "move the file away, start again, and hand the projects over anew with supervise"
            )
        case .SQLITE_FULL, .SQLITE_IOERR:
            return DaemonProblem("cannot open '\(path)': \(reason(error))", hint: "make room on that disk")
        default:
            return DaemonProblem("cannot open '\(path)': \(reason(error))")
        }
    }
}
