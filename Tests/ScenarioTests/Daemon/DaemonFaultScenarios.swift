import DockerEngine
import Glibc
import TestSupport
import Testing

/// Whatever happens to the daemon or between it and the engine, nothing is lost and nothing is done twice.
@Suite(.daemon, .serialized, .timeLimit(.minutes(3))) struct DaemonFaultScenarios {
    private static let shop = """
        services:
          db: {\(Scenario.idle), healthcheck: {test: ["CMD", "true"], interval: 200ms}}
          app: {\(Scenario.idle), depends_on: {db: {condition: service_healthy, restart: true}}}
          web: {\(Scenario.idle), depends_on: [app]}
        """

    private func handOver(_ scenario: Scenario, _ daemon: TestDaemon) async throws {
        try await scenario.succeed("up", "-d", "--supervise")
        for service in ["db", "app", "web"] {
            try await daemon.waitUntil(service, of: scenario.name, is: "ready")
        }
    }

    private func starts(_ scenario: Scenario) async throws -> [String] {
        var starts: [String] = []
        for service in ["db", "app", "web"] { starts.append(try await scenario.container(service).state.startedAt) }
        return starts
    }

    @Test func `a daemon that is killed goes on with what it had, and touches nothing that is well`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await handOver(scenario, daemon)
            try await scenario.crash("web")
            let incident = try await daemon.waitForClosed("crash", of: scenario.name)
            try await daemon.waitUntilBack("web", of: scenario.name)
            let before = try await starts(scenario)
            for _ in 0..<3 { try await daemon.crash() }
            for service in ["db", "app", "web"] {
                try await daemon.waitUntil(service, of: scenario.name, is: "ready")
            }
            try await Task.sleep(for: .seconds(1))
            #expect(try await starts(scenario) == before)
            let incidents = try await daemon.incidents(of: scenario.name)
            #expect(incidents.map(\.id) == [incident.id])
            #expect(try await daemon.service("web", of: scenario.name).restarts == 1)
        }
    }

    @Test func `what crashes while no daemon runs is repaired by the next, and is an incident`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await handOver(scenario, daemon)
            let (database, before) = (try await scenario.started("db"), try await scenario.started("web"))
            _ = await daemon.stop(by: SIGKILL)
            try await scenario.crash("web")
            try await eventually("the container has ended") { try await !scenario.isRunning("web") }
            try await daemon.start()
            try await eventually("it runs again") { try await scenario.isRunning("web") }
            #expect(try await scenario.started("web") > before)
            #expect(try await scenario.started("db") == database)
            let incident = try await daemon.waitForClosed("crash", of: scenario.name)
            #expect(incident.service == "web")
            #expect(incident.exitCode == 137)
        }
    }

    @Test func `a daemon that is killed at any moment of a repair leaves one that the next finishes`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await handOver(scenario, daemon)
            for round in 0..<4 {
                let before = try await scenario.started("db")
                try await scenario.crash("db")
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
                try await daemon.crash()
                // The engine may hear of the death later than the new daemon looks.
                try await eventually("the database has been started again, round \(round)") {
                    try await scenario.started("db") > before
                }
                for service in ["db", "app", "web"] {
                    try await daemon.waitUntil(service, of: scenario.name, is: "ready")
                }
                let database = try await scenario.started("db")
                // The application was to be restarted behind the database, however far that had come.
                try await eventually("the application is started behind the database, round \(round)") {
                    try await scenario.started("app") > database
                }
            }
            #expect(try await daemon.project(scenario.name).openIncidents == 0)
            #expect(try await scenario.containers().count == 3)
        }
    }

    @Test func `a daemon that is told to end leaves everything running`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await handOver(scenario, daemon)
            let before = try await starts(scenario)
            let outcome = await daemon.stop()
            #expect(outcome?.status == 0, "\(String(describing: outcome))")
            #expect(try await starts(scenario) == before)
            for service in ["db", "app", "web"] { #expect(try await scenario.isRunning(service)) }
        }
    }

    @Test func `a daemon that is to stop its projects does so in reverse order, and starts them again`() async throws {
        let text = "x-swiftcompose: {shutdown: stop}\n" + Self.shop
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await handOver(scenario, daemon)
            let outcome = await daemon.stop()
            #expect(outcome?.status == 0, "\(String(describing: outcome))")
            var ends: [EngineMoment] = []
            for service in ["web", "app", "db"] {
                let state = try await scenario.container(service).state
                #expect(!state.isRunning)
                ends.append(try EngineMoment(state.finishedAt))
            }
            #expect(ends == ends.sorted())
            try await daemon.start()
            for service in ["db", "app", "web"] {
                try await daemon.waitUntil(service, of: scenario.name, is: "ready")
            }
            #expect(try await scenario.started("db") < scenario.started("app"))
            #expect(try await daemon.incidents(of: scenario.name).filter { $0.kind == "crash" }.isEmpty)
        }
    }

    @Test func `a second daemon on the same state directory refuses`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            let second = try Program([], of: TestDaemon.locate(), in: "/", environment: daemon.environment, input: nil)
            let outcome = try await second.outcome(within: .seconds(10))
            #expect(outcome.status != 0)
            #expect(outcome.everything.contains(daemon.state), "\(outcome)")
            // The first has lost nothing by it, its socket least of all.
            #expect(try await daemon.ask("/v1/status").status == 200)
            try await scenario.succeed("status")
        }
    }

    @Test func `a full disk stops no repair, and is told`() async throws {
        try await Scenario.with(compose: Self.shop) { scenario in
            let state = "/tmp/swiftcomposed-\(scenario.name)"
            let disk = try await SmallDisk(at: state, kilobytes: 4_096)
            scenario.atEnd { await disk.unmount() }
            let daemon = try TestDaemon(scenario, state: state)
            try await daemon.start()
            try await handOver(scenario, daemon)
            try disk.fill()
            try await scenario.crash("web")
            try await daemon.waitUntilBack("web", of: scenario.name)
            let incidents = try await daemon.incidents(of: scenario.name)
            #expect(incidents.contains { $0.kind == "crash" && $0.service == "web" }, "\(incidents)")

            // An outage that begins before the last has ended is the same one.
            _ = try await daemon.waitForClosed("crash", of: scenario.name, service: "web")

            // With room again, what was known in memory only is written down.
            try disk.free()
            try await scenario.crash("web")
            try await daemon.waitUntilBack("web", of: scenario.name, restarts: 2)
            try await eventually("both crashes are kept") {
                try await daemon.incidents(of: scenario.name).filter { $0.kind == "crash" }.count == 2
            }
            // What waits for room is tried again every five seconds.
            try await Task.sleep(for: .seconds(7))
            try await daemon.crash()
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            let kept = try await daemon.incidents(of: scenario.name)
            #expect(kept.filter { $0.kind == "crash" }.count == 2, "\(kept)")
        }
    }
}

/// Connections between the daemon and the engine that break.
@Suite(.daemon, .serialized, .timeLimit(.minutes(2))) struct BrokenStreamScenarios {
    private static let web = "services:\n  web: {\(Scenario.idle)}\n"

    /// A daemon that reaches the engine over a relay only, with the project in its care.
    private func with(_ body: (Scenario, TestDaemon, EngineRelay) async throws -> Void) async throws {
        let host = Scenario.variables["DOCKER_HOST"] ?? "unix:///var/run/docker.sock"
        let path = host.replacing("unix://", with: "")
        try await Scenario.with(compose: Self.web) { scenario in
            let relay = try EngineRelay(at: "\(scenario.directory)/relay.sock", before: path)
            scenario.atEnd { relay.stop() }
            let daemon = try TestDaemon(scenario, engine: relay.host)
            scenario.set("DOCKER_HOST", to: relay.host)
            try await daemon.start()
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            try await body(scenario, daemon, relay)
        }
    }

    @Test func `a stream that is cut is taken up again, and what happened meanwhile is repaired`() async throws {
        try await with { scenario, daemon, relay in
            relay.refuse(true)
            relay.cut()
            try await scenario.crash("web")
            try await eventually("the loss of the engine is noticed") {
                let status: Wire.Daemon = try await daemon.ask("/v1/status").decode()
                return !status.engineIsReachable
            }
            relay.refuse(false)
            try await daemon.waitUntilBack("web", of: scenario.name)
            let incident = try await daemon.waitForClosed("crash", of: scenario.name)
            #expect(incident.exitCode == 137)
            #expect(try await daemon.service("web", of: scenario.name).restarts == 1)
        }
    }

    @Test func `a cut without consequences restarts nothing`() async throws {
        try await with { scenario, daemon, relay in
            let started = try await scenario.started("web")
            for _ in 0..<5 {
                relay.cut()
                try await Task.sleep(for: .milliseconds(200))
            }
            try await scenario.crash("web")
            try await daemon.waitUntilBack("web", of: scenario.name)
            #expect(try await scenario.started("web") > started)
            #expect(try await daemon.service("web", of: scenario.name).restarts == 1)
            #expect(try await daemon.incidents(of: scenario.name).filter { $0.kind == "crash" }.count == 1)
        }
    }

    @Test func `events that come late lead to one restart`() async throws {
        try await with { scenario, daemon, relay in
            relay.hold(true)
            try await scenario.crash("web")
            try await Task.sleep(for: .seconds(2))
            relay.hold(false)
            try await daemon.waitUntilBack("web", of: scenario.name)
            try await Task.sleep(for: .seconds(1))
            #expect(try await daemon.service("web", of: scenario.name).restarts == 1)
            let incident = try await daemon.waitForClosed("crash", of: scenario.name)
            // Counted from the death and not from when it was heard of.
            let outage = try #require(incident.outage)
            #expect(outage > 1.5)
        }
    }
}
