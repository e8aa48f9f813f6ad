internal import ControlProtocol
internal import GRDB
internal import Glibc

/// The daemon's state on the disk, in SQLite: what must outlive its end, however that comes.
///
/// A change is handed to the database before the call that tells it returns, together with those that came meanwhile, so
/// that a killed daemon has lost nothing. When the disk is full, changes are kept in memory and tried again, and readers
/// see them all the same; that is told once, as a ``StateNotice``.
actor StateStore: SupervisorStore {
    /// Tells when the state cannot be written, and when it can again; for one reader.
    nonisolated let notices: AsyncStream<StateNotice>

    let pool: DatabasePool
    /// In order; not on the disk yet.
    private(set) var pending: [StateChange] = []

    private let directory: String
    /// Held for its lifetime.
    private let lock: StateLock
    private let tell: AsyncStream<StateNotice>.Continuation
    private let retryDelay: Duration
    private var writing: Task<Void, Never>?
    private var isInTrouble = false
    private var written = 0

    /// How many changes are kept in memory while nothing can be written; then the oldest lines of the timeline go.
    private static let patience = 20_000
    /// How many changes are written until the oldest are forgotten.
    private static let pruneInterval = 1_000

    /// Makes what is missing, and claims it.
    ///
    /// - `mode`: of the directory where it is made.
    /// - `retryDelay`: how long to wait before what could not be written is tried again.
    /// - Throws: ``DaemonProblem`` when another daemon has the directory, or it cannot be used.
    init(directory: String, mode: mode_t = 0o700, retryDelay: Duration = .seconds(5)) throws(DaemonProblem) {
        try StateDirectory.prepare(directory, mode: mode)
        lock = try StateLock(directory: directory)
        pool = try StateDatabase.open(in: directory)
        StateBallast.take(in: directory)
        self.directory = directory
        self.retryDelay = retryDelay
        let (stream, continuation) = AsyncStream.makeStream(
            of: StateNotice.self,
            bufferingPolicy: .bufferingNewest(16)
        )
        notices = stream
        tell = continuation
    }

    /// Writes what is left and closes the database; nothing can be read or written any more.
    func shut() async {
        await flush(despiteTrouble: true)
        tell.finish()
        do {
            try pool.close()
        } catch {
            // The end of the process closes it just as well; the log on the disk is whole.
        }
        lock.release()
    }

    // MARK: - Writing

    /// Hands a change on; on return it is in the database, or waits in memory for room.
    func record(_ change: StateChange) async {
        pending.append(change)
        if isInTrouble { shed() }
        await flush()
    }

    /// Returns when all that has been told so far is written, or cannot be.
    func flush(despiteTrouble: Bool = false) async {
        // Whoever waits for a write that is under way may find its own change written with it.
        while let writing { await writing.value }
        guard !pending.isEmpty, despiteTrouble || !isInTrouble else { return }
        let task = Task { await self.write() }
        writing = task
        await task.value
    }

    private func write() async {
        let batch = pending
        let prunes = written + batch.count >= Self.pruneInterval
        do {
            try await pool.write { db in
                for change in batch { try change.write(to: db) }
                if prunes { try StateSchema.prune(db) }
            }
            pending.removeFirst(batch.count)
            written = prunes ? 0 : written + batch.count
            if isInTrouble { recover() }
        } catch {
            if !isInTrouble { tell.yield(.cannotWrite(StateDatabase.reason(error))) }
            isInTrouble = true
            tryAgainLater()
        }
        writing = nil
    }

    private func recover() {
        isInTrouble = false
        StateBallast.take(in: directory)
        tell.yield(.writesAgain)
    }

    private func tryAgainLater() {
        let delay = retryDelay
        Task { [weak self] in
            // Nobody cancels it; if somebody did, the next try would only come early.
            try? await Task.sleep(for: delay)
            await self?.flush(despiteTrouble: true)
        }
    }

    /// Keeps memory from growing without end; not while the first of them are being written.
    private func shed() {
        guard pending.count > Self.patience, writing == nil else { return }
        var surplus = Self.patience / 10
        pending.removeAll { change in
            guard surplus > 0, case .append = change else { return false }
            surplus -= 1
            return true
        }
    }
}

/// Whether the state can be written.
enum StateNotice: Sendable, Equatable {
    /// Why not, in a few words; what changes is kept in memory meanwhile.
    case cannotWrite(String)
    /// All that was kept in memory is on the disk.
    case writesAgain
}
