internal import ComposePlan
internal import DockerEngine

/// The events of a project's containers, one-offs left out, from now on.
///
/// A stream that breaks is taken up again where it ended.
struct ContainerEvents: Sendable {
    enum Item: Sendable {
        /// The engine has answered: whatever happens from now on will be told.
        case opened
        case event(EngineEvent)
        /// The stream was broken, and what happened meanwhile may be missing.
        case resumed
    }

    /// An engine that is away for longer than it takes to restart is given up.
    private static let attempts = 12

    let engine: EngineClient
    let project: String
    /// The engine's words for what is of interest: `start`, `die`.
    let actions: [String]

    /// Hands each event on in order, and waits while it is dealt with; returns only by throwing.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, the engine's error when it cannot be reached.
    func follow(_ receive: (Item) async -> Void) async throws {
        let filters: EngineFilters = [
            "type": ["container"],
            "label": ["\(ComposeLabel.project)=\(project)", "\(ComposeLabel.oneOff)=False"],
            "event": actions,
        ]
        var since: String?
        var failures = 0
        while true {
            do {
                let events = try await engine.events(filters: filters, since: since, until: nil)
                await receive(since == nil ? .opened : .resumed)
                failures = 0
                if since == nil { since = EngineTime.text(nanoseconds: EngineTime.now()) }
                for try await event in events {
                    since = EngineTime.text(nanoseconds: event.timeNano + 1)
                    await receive(.event(event))
                }
            } catch {
                try Task.checkCancellation()
                failures += 1
                guard since != nil, failures < Self.attempts else { throw error }
            }
            try await Task.sleep(for: .milliseconds(min(2000, 100 << failures)))
        }
    }

    /// Whether a container that has just died is about to run again.
    ///
    /// The event does not tell: a restart policy shows in the container's state only.
    func comesBack(_ id: String) async -> Bool {
        // A container that cannot be asked about, since it was removed, does not come back.
        guard let state = try? await engine.inspectContainer(id).state else { return false }
        return state.isRestarting || state.isRunning
    }

    /// The project's containers as they are now, one-offs left out.
    func containers() async throws -> [ObservedContainer] {
        let filters: EngineFilters = [
            "label": ["\(ComposeLabel.project)=\(project)", "\(ComposeLabel.oneOff)=False"]
        ]
        return try await engine.listContainers(all: true, filters: filters).map { ObservedContainer($0) }
            .sorted { $0.name < $1.name }
    }
}
