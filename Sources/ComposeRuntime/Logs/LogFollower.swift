internal import ComposePlan
internal import DockerEngine

/// Reads the logs of containers over all their runs, until none of them runs any more.
///
/// A log ends with each run. The next one is read from just after the last line on, so that no line is lost or comes twice,
/// however the events and the ends of logs fall together.
actor LogFollower {
    private struct Followed {
        var source: LogReader.Source
        var part: LogReader.Part
        var isReading = false
        /// Whether it runs, or is about to run again.
        var isLive: Bool
        /// Whether a run has begun while the log of the one before was still read.
        var hasStartedMeanwhile = false
    }

    private let reader: LogReader
    private let events: ContainerEvents
    private let part: LogReader.Part
    private let services: Set<String>?
    private var followed: [String: Followed] = [:]
    private var failure: (any Error)?
    /// The ids of containers whose logs are to be read.
    private let requests: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init(reader: LogReader, events: ContainerEvents, part: LogReader.Part, services: Set<String>?) {
        self.reader = reader
        self.events = events
        self.part = part
        self.services = services
        (requests, continuation) = AsyncStream.makeStream(of: String.self)
    }

    func run(_ containers: [ObservedContainer]) async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watch(containers) }
            for await id in requests {
                group.addTask { await self.read(id) }
            }
            group.cancelAll()
        }
        try Task.checkCancellation()
        if let failure { throw failure }
    }

    // MARK: - Events

    private func watch(_ containers: [ObservedContainer]) async {
        do {
            try await events.follow { item in
                switch item {
                case .opened: await begin(containers)
                case .resumed: await catchUp()
                case .event(let event): await apply(event)
                }
            }
        } catch {
            end(error)
        }
    }

    /// Reads the given containers, and those that were started between their listing and now.
    private func begin(_ containers: [ObservedContainer]) async {
        for container in containers {
            let source = LogReader.Source(container)
            followed[container.id] = Followed(source: source, part: part, isLive: Self.isLive(container))
            startReading(container.id)
        }
        await catchUp()
        endIfDone()
    }

    /// Looks at what runs now, when events may not have told.
    private func catchUp() async {
        // An engine that is away again will tell with the next event.
        guard let containers = try? await events.containers() else { return }
        for container in containers where container.isRunning && followed[container.id]?.isLive != true {
            started(LogReader.Source(container))
        }
        let live = Set(containers.filter(Self.isLive).map(\.id))
        for id in followed.keys where !live.contains(id) { followed[id]?.isLive = false }
        endIfDone()
    }

    private func apply(_ event: EngineEvent) async {
        let id = event.actorID
        switch event.action {
        case "start":
            started(
                LogReader.Source(
                    id: id,
                    name: event.attributes["name"] ?? id,
                    service: event.attributes[ComposeLabel.service] ?? ""
                )
            )
        case "die":
            guard followed[id] != nil else { return }
            let comesBack = await events.comesBack(id)
            followed[id]?.isLive = comesBack
            endIfDone()
        default:
            followed[id]?.isLive = false
            endIfDone()
        }
    }

    private func started(_ source: LogReader.Source) {
        if var known = followed[source.id] {
            known.isLive = true
            known.source.name = source.name
            known.hasStartedMeanwhile = known.isReading
            followed[source.id] = known
        } else {
            if let services, !services.contains(source.service) { return }
            followed[source.id] = Followed(source: source, part: part, isLive: true)
        }
        startReading(source.id)
    }

    private static func isLive(_ container: ObservedContainer) -> Bool {
        container.state == .running || container.state == .restarting || container.state == .paused
    }

    // MARK: - Reading

    private func startReading(_ id: String) {
        guard followed[id]?.isReading == false else { return }
        followed[id]?.isReading = true
        followed[id]?.hasStartedMeanwhile = false
        continuation.yield(id)
    }

    private func read(_ id: String) async {
        guard let container = followed[id] else { return }
        do {
            let last = try await reader.read(container.part, of: container.source)
            ended(id, last)
        } catch {
            end(error)
        }
    }

    private func ended(_ id: String, _ last: Int?) {
        followed[id]?.isReading = false
        if let last {
            followed[id]?.part.since = EngineTime.text(nanoseconds: last + 1)
            followed[id]?.part.tail = nil
        }
        if followed[id]?.hasStartedMeanwhile == true { startReading(id) }
        endIfDone()
    }

    private func endIfDone() {
        if followed.values.allSatisfy({ !$0.isLive && !$0.isReading }) { continuation.finish() }
    }

    private func end(_ error: any Error) {
        // What a cancellation makes of the tasks is no reason of its own.
        if failure == nil, !(error is CancellationError) { failure = error }
        continuation.finish()
    }
}
