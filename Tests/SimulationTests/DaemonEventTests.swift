import TestSupport
import Testing

/// Events that come late, twice, in another order or not at all.
@Suite(.serialized, .timeLimit(.minutes(3))) struct DaemonEventTests {
    private static let pair = """
        services:
          db:
            image: busybox:stable
            healthcheck: {test: ["CMD", "true"]}
          app:
            image: busybox:stable
            depends_on: {db: {condition: service_healthy, restart: true}}
          web:
            image: busybox:stable
        """

    private func with(
        _ name: String,
        policy: String = "",
        _ body: (SupervisedProject) async throws -> Void
    ) async throws {
        try await RunPlaces.withOne {
            try await RunningDaemon.with { engine, daemon -> Void in
                let project = try await SupervisedProject(name, compose: policy + Self.pair, on: engine, in: daemon)
                try await body(project)
            }
        }
    }

    /// Waits until every container has been started so often, and sees to it that none is started once more.
    private func expect(_ starts: [String: Int], in project: SupervisedProject) async throws {
        let name = project.folder.name
        let wanted = Dictionary(uniqueKeysWithValues: starts.map { ("\(name)-\($0.key)-1", $0.value) })
        try await eventually("the containers are started \(wanted), not \(project.starts)") {
            project.starts == wanted
        }
        try await project.waitUntilReady()
        try await Task.sleep(for: .milliseconds(500))
        #expect(project.starts == wanted)
    }

    @Test func `a crash that is heard of late is repaired once, and its dependent restarted once`() async throws {
        try await with("daemon-late") { project in
            project.engine.holdEvents()
            try project.crash("db")
            try await Task.sleep(for: .seconds(1))
            project.engine.releaseEvents()
            try await expect(["db": 2, "app": 2, "web": 1], in: project)
            #expect(try await project.incidents().map(\.kind) == ["crash"])
        }
    }

    @Test func `events that come twice count once`() async throws {
        try await with("daemon-twice") { project in
            project.engine.holdEvents()
            try project.crash("db")
            project.engine.releaseEvents { events in events.flatMap { [$0, $0] } + events }
            try await expect(["db": 2, "app": 2, "web": 1], in: project)
            #expect(try await project.incidents().map(\.kind) == ["crash"])
        }
    }

    @Test(arguments: [false, true]) func `a stop from outside is told apart from a crash, in either order`(
        stopComesFirst: Bool
    ) async throws {
        let policy = "x-swiftcompose: {drift: {stopped: report}}\n"
        try await with("daemon-stop-\(stopComesFirst)", policy: policy) { project in
            project.engine.holdEvents()
            try project.engine.change { state, now -> Void in
                guard let id = state.containers(of: "web").first?.id else { throw TestFailure("no web") }
                _ = try state.stopContainer(id, at: now)
            }
            project.engine.releaseEvents { events in
                guard stopComesFirst, let stop = events.firstIndex(where: { $0.action == "stop" }),
                    let death = events.firstIndex(where: { $0.action == "die" })
                else { return events }
                var swapped = events
                swapped.swapAt(stop, death)
                return swapped
            }
            try await eventually("the stop is told") { try await !project.incidents().isEmpty }
            try await Task.sleep(for: .milliseconds(500))
            #expect(try await project.incidents().map(\.kind) == ["stopped_outside"])
            let web = project.engine.state.containers(of: "web").first
            #expect(web?.status == .exited)
        }
    }

    @Test func `a stream that ends within an event is taken up again, and nothing is missed`() async throws {
        try await with("daemon-cut") { project in
            project.engine.breakEventStreamsWithinNextEvent()
            try project.crash("web")
            try project.crash("db")
            try await expect(["db": 2, "app": 2, "web": 2], in: project)
            let incidents = try await project.incidents()
            #expect(incidents.map(\.kind) == ["crash", "crash"])
        }
    }

    @Test func `events that never come are made up for by a look after the stream broke`() async throws {
        try await with("daemon-lost") { project in
            project.engine.holdEvents()
            try project.crash("web")
            project.engine.releaseEvents { _ in [] }
            project.engine.breakEventStreams()
            try await expect(["db": 1, "app": 1, "web": 2], in: project)
        }
    }

    @Test func `what dies while the engine is away is started once it is back, in order`() async throws {
        try await with("daemon-away") { project in
            project.engine.restart(downtime: .seconds(3))
            for service in ["db", "app", "web"] { try project.crash(service) }
            try await expect(["db": 2, "app": 2, "web": 2], in: project)
            let events = project.engine.state.events
            let database = project.engine.state.containers(of: "db").first?.id
            let application = project.engine.state.containers(of: "app").first?.id
            let healthy = events.lastIndex { $0.actor == database && $0.action == "health_status: healthy" }
            let started = events.lastIndex { $0.actor == application && $0.action == "start" }
            let (opened, passed) = (try #require(healthy), try #require(started))
            #expect(opened < passed)
        }
    }

    @Test func `a start that fails is tried again`() async throws {
        try await with("daemon-refused") { project in
            project.engine.strike(Fault(.answers(status: 500), at: .first("POST", "/start")))
            try project.crash("web")
            try await expect(["db": 1, "app": 1, "web": 2], in: project)
            #expect(project.engine.struck.count == 1)
        }
    }

    @Test func `a daemon that is killed loses nothing that happens meanwhile`() async throws {
        try await with("daemon-killed") { project in
            await project.daemon.kill()
            try project.crash("web")
            try await project.daemon.start()
            try await expect(["db": 1, "app": 1, "web": 2], in: project)
            #expect(try await project.incidents().map(\.kind) == ["crash"])
        }
    }

    @Test func `an unhealthy dependency holds its dependents, which are restarted when it has healed`() async throws {
        let policy = "x-swiftcompose: {unhealthy: {action: leave}}\n"
        try await with("daemon-held", policy: policy) { project in
            try project.engine.change { state, now -> Void in
                guard let id = state.containers(of: "db").first?.id else { throw TestFailure("no db") }
                try state.setHealth(.unhealthy, of: id, at: now)
            }
            try project.crash("app")
            try await Task.sleep(for: .seconds(1))
            #expect(project.engine.state.containers(of: "app").first?.status == .exited)
            let held = try await project.services().first { $0.name == "app" }
            #expect(held?.condition == "held")
            try project.engine.change { state, now -> Void in
                guard let id = state.containers(of: "db").first?.id else { throw TestFailure("no db") }
                try state.setHealth(.healthy, of: id, at: now)
            }
            try await eventually("the application runs again") {
                project.engine.state.containers(of: "app").first?.status == .running
            }
        }
    }
}
