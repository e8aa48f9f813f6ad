internal import ControlProtocol

/// Listens to the daemon for as long as somebody wants to know, also past a restart of it.
struct DaemonNews: Sendable {
    let client: DaemonClient
    /// nil is every project.
    var project: String?

    /// How long a daemon may be away before it is given up.
    private static let patience = Duration.seconds(10)
    /// Between two tries to reach it.
    private static let pause = Duration.milliseconds(250)

    /// Hands every event on, until the listener has heard enough.
    ///
    /// - `hear`: gets nil whenever the stream was opened and something may have been missed; returns whether to go on.
    ///
    /// - Throws: `CommandFailure` when the daemon is away at the beginning or for too long, `CancellationError`, and what the
    ///   listener throws.
    func follow(_ hear: (TimelineEntry?) async throws -> Bool) async throws {
        var lost: ContinuousClock.Instant?
        while true {
            var events: DaemonEvents
            do {
                events = try await client.events(project: project)
            } catch let failure as CommandFailure {
                guard let since = lost, since.duration(to: ContinuousClock.now) < Self.patience else { throw failure }
                try await Task.sleep(for: Self.pause)
                continue
            }
            guard try await hear(nil) else { return }
            while let entry = try await events.next() {
                guard try await hear(entry) else { return }
            }
            lost = ContinuousClock.now
            try await Task.sleep(for: Self.pause)
        }
    }
}
