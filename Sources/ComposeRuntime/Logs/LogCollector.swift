package import ComposePlan
package import DockerEngine

/// What the containers of a project have written, and go on writing (`logs`).
package struct LogCollector: Sendable {
    package struct Options: Sendable {
        /// Whether to go on while anything runs, with containers that are started later.
        package var follows = false
        /// How many lines of each container from its end; nil for all.
        package var tail: Int?
        /// Seconds since 1970, perhaps with a fraction, as ``LogMoment`` makes them; nil is from the beginning.
        package var since: String?
        package var until: String?
        /// Whether records tell when the engine got the line.
        package var showsTimestamps = false
        /// The services whose later containers are followed; nil for all.
        package var services: Set<String>?
        /// Told of a container whose log cannot be read.
        package var warn: @Sendable (String) -> Void = { _ in }

        package init() {}
    }

    private let engine: EngineClient
    private let project: String
    private let options: Options

    package init(engine: EngineClient, project: String, options: Options = Options()) {
        self.engine = engine
        self.project = project
        self.options = options
    }

    /// Reads all containers at once and hands on their lines, those of each in order.
    ///
    /// Without following it returns when all is read; with it, when no container that it follows runs any more.
    ///
    /// - Throws: the engine's error, and `CancellationError` when the task is cancelled.
    package func collect(
        _ containers: [ObservedContainer],
        into sink: @escaping @Sendable (LogRecord) async -> Void
    ) async throws {
        let reader = LogReader(
            engine: engine,
            showsTimestamps: options.showsTimestamps,
            sink: sink,
            warn: options.warn
        )
        var part = LogReader.Part(since: options.since, until: options.until, tail: options.tail)
        part.follows = options.follows
        if options.follows {
            let events = ContainerEvents(engine: engine, project: project, actions: ["start", "die", "destroy"])
            let follower = LogFollower(reader: reader, events: events, part: part, services: options.services)
            return try await follower.run(containers)
        }
        let whole = part
        try await withThrowingTaskGroup(of: Void.self) { group in
            for container in containers {
                group.addTask { _ = try await reader.read(whole, of: LogReader.Source(container)) }
            }
            try await group.waitForAll()
        }
    }
}

extension LogReader.Source {
    init(_ container: ObservedContainer) {
        self.init(id: container.id, name: container.name, service: container.service)
    }
}
