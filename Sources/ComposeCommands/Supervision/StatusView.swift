internal import ControlProtocol
internal import Synchronization
internal import TerminalOutput

/// What the daemon cares for, shown once or for as long as one looks.
struct StatusView: Sendable {
    let context: CommandContext
    let client: DaemonClient
    /// The projects that are shown; empty is all.
    let projects: [String]
    let isColoured: Bool

    /// The status with the chosen projects alone.
    ///
    /// - Throws: `CommandFailure` for a project that is not in the daemon's care.
    func status() async throws -> DaemonStatus {
        var status = try await client.status()
        for project in projects where !status.projects.contains(where: { $0.name == project }) {
            throw CommandFailure.notInCare(project)
        }
        if !projects.isEmpty { status.projects.removeAll { !projects.contains($0.name) } }
        return status
    }

    /// Draws the status anew whenever something happens, until the task is cancelled.
    ///
    /// The daemon is asked only when its stream says that something has happened; ages are counted here.
    ///
    /// - Throws: `CommandFailure` when the daemon goes away and does not come back.
    func live() async throws {
        let isStale = StaleMark()
        context.output.show(LivePicture.hideCursor)
        defer { context.output.show(LivePicture.showCursor) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await DaemonNews(client: client).follow { _ in
                    isStale.set()
                    return true
                }
            }
            group.addTask { try await draw(when: isStale) }
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }

    /// How often it is looked whether there is news; many events at once are one picture.
    private static let interval = Duration.milliseconds(100)

    private func draw(when isStale: StaleMark) async throws {
        var picture = LivePicture()
        var latest: DaemonStatus?
        var ticks = 0
        while !context.output.isBroken {
            if isStale.take() {
                do {
                    latest = try await status()
                    ticks = 0
                } catch let failure as CommandFailure {
                    // A daemon that has just gone may come back; whoever listens to it knows when to give up.
                    guard latest != nil else { throw failure }
                }
            }
            // Ages are counted in seconds.
            if let latest, ticks % 10 == 0 {
                let size = Terminal.size(of: context.output.descriptor) ?? Terminal.Size(columns: 80, rows: 24)
                let text = StatusText(status: latest, now: MomentText.now, isColoured: isColoured)
                context.output.show(picture.draw(text.screen(), on: size))
            }
            ticks += 1
            try await Task.sleep(for: Self.interval)
        }
    }
}

/// Whether something has happened since one last looked.
private final class StaleMark: Sendable {
    private let state = Mutex(false)

    func set() { state.withLock { $0 = true } }

    /// Whether it is set; it is not any more afterwards.
    func take() -> Bool {
        state.withLock { state -> Bool in
            defer { state = false }
            return state
        }
    }
}
