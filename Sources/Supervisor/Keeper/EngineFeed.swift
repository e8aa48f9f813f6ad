internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine

/// What a keeper hears from the engine.
enum FeedMessage: Sendable {
    /// From now on everything is told; what was before must be looked at.
    case opened
    case event(EngineEvent, arrived: ContinuousClock.Instant)
    /// The engine does not answer.
    case lost
    /// It answers again, and what happened meanwhile must be looked at.
    case returned(didRestart: Bool)
    /// Something may have been missed.
    case look
}

/// The one stream of the engine's events, for all projects.
///
/// A stream that breaks is taken up where it ended, and everybody looks for what may be missing all the same: the engine
/// remembers few events.
actor EngineFeed {
    private enum Phase {
        case beginning, open, broken, lost
    }

    private let engine: EngineClient
    private let lookInterval: Duration
    private let sawEvent: @Sendable () -> Void
    private var phase = Phase.beginning
    private var members: [String: AsyncStream<FeedMessage>.Continuation] = [:]
    /// The engine's time after the last event, in nanoseconds since 1970; nil until the stream was open once.
    private var since: Int?

    /// An engine that takes longer to answer has most likely just been started.
    private static let longestAnswer = Duration.seconds(1)

    /// - `lookInterval`: how often each project is looked at although nothing was told.
    /// - `sawEvent`: called for each event, of containers in care and of others.
    init(
        engine: EngineClient,
        lookInterval: Duration = .seconds(300),
        sawEvent: @escaping @Sendable () -> Void = {}
    ) {
        self.engine = engine
        self.lookInterval = lookInterval
        self.sawEvent = sawEvent
    }

    /// Whether the engine answers, as far as is known.
    var isReachable: Bool { phase != .lost }

    /// What concerns a project from now on; begins with how the stream is at the moment, and ends with `leave`.
    func join(_ project: String) -> AsyncStream<FeedMessage> {
        members[project]?.finish()
        let (messages, member) = AsyncStream.makeStream(of: FeedMessage.self, bufferingPolicy: .unbounded)
        members[project] = member
        switch phase {
        case .open: member.yield(.opened)
        case .lost: member.yield(.lost)
        case .beginning, .broken: break
        }
        return messages
    }

    func leave(_ project: String) {
        members.removeValue(forKey: project)?.finish()
    }

    /// Follows the events until the task is cancelled; to be called once.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.follow() }
            group.addTask { await self.remind() }
        }
    }

    // MARK: - The stream

    private func follow() async {
        var pause = Self.shortestPause
        while !Task.isCancelled {
            let asked = ContinuousClock.now
            do {
                let events = try await engine.events(
                    filters: Self.filters,
                    since: since.map { EventMoment.text(nanoseconds: $0) },
                    until: nil
                )
                opened(after: asked.duration(to: .now))
                pause = Self.shortestPause
                for try await event in events { pass(event) }
            } catch {
                // The engine may be restarting; the next attempt tells.
            }
            guard !Task.isCancelled else { return }
            guard phase == .open else {
                lose()
                // A cancelled sleep ends the loop by its condition.
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, Self.longestPause)
                continue
            }
            // A stream that was only cut can be opened again at once; one that is cut each time makes no hurry.
            phase = .broken
            // A cancelled sleep ends the loop by its condition.
            try? await Task.sleep(for: Self.shortestPause)
        }
    }

    private static let shortestPause = Duration.milliseconds(20)
    private static let longestPause = Duration.seconds(2)

    private func opened(after duration: Duration) {
        let message: FeedMessage
        switch phase {
        case .beginning: message = .opened
        case .lost: message = .returned(didRestart: true)
        case .open, .broken:
            if duration > Self.longestAnswer { lose() }
            message = duration > Self.longestAnswer ? .returned(didRestart: true) : .look
        }
        phase = .open
        // The margin covers an engine elsewhere whose clock is a little behind.
        if since == nil { since = EventMoment.now() - (engine.host.isLocal ? 0 : 5_000_000_000) }
        tell(message)
    }

    private func lose() {
        guard phase != .lost else { return }
        phase = .lost
        tell(.lost)
    }

    private func tell(_ message: FeedMessage) {
        for member in members.values { member.yield(message) }
    }

    private func pass(_ event: EngineEvent) {
        let arrived = ContinuousClock.now
        since = max(since ?? 0, event.timeNano + 1)
        sawEvent()
        switch event.type {
        case "container":
            guard let project = event.attributes[ComposeLabel.project] else { return }
            members[project]?.yield(.event(event, arrived: arrived))
        case "network", "image": tell(.event(event, arrived: arrived))
        default: break
        }
    }

    /// The engine matches the beginning of its words, and the many that begin with `exec` are not among these.
    static let filters: EngineFilters = [
        "type": ["container", "network", "image"],
        "event": LiveState.containerActions + ["connect", "disconnect", "tag", "pull", "load"],
    ]

    // MARK: - The slow look

    /// Has the projects looked at one after the other, so that they are never all listed at once.
    private func remind() async {
        while !Task.isCancelled {
            let projects = members.keys.sorted()
            let pause = lookInterval / max(1, projects.count)
            for project in projects.isEmpty ? [""] : projects {
                do {
                    try await Task.sleep(for: pause)
                } catch {
                    return
                }
                if phase == .open { members[project]?.yield(.look) }
            }
        }
    }
}
