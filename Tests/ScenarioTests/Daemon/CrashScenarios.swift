import DockerEngine
import Foundation
import Testing

/// What ends by itself is started again in order, and is told with its cause.
@Suite(.daemon, .serialized, .timeLimit(.minutes(3))) struct CrashScenarios {
    /// Becomes healthy more than half a second after each of its starts.
    private static let slow = """
        image: "busybox:stable"
            command: sh -c "rm -f /ready; sleep 0.6; touch /ready; exec sleep 1000"
            stop_signal: SIGKILL
            healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 100ms, retries: 50}
        """

    @Test func `a crash is repaired, and is an incident with its cause and how long it took`() async throws {
        try await TestDaemon.with(compose: "services:\n  web: {\(Scenario.idle)}\n") { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            let before = try await scenario.container("web")
            try await scenario.crash("web")
            try await daemon.waitUntilBack("web", of: scenario.name)
            let after = try await scenario.container("web")
            #expect(after.id == before.id)
            #expect(after.state.isRunning)

            let incident = try await daemon.waitForClosed("crash", of: scenario.name)
            #expect(incident.service == "web")
            #expect(incident.exitCode == 137)
            #expect(incident.summary.contains("web-1"), "\(incident)")
            #expect(!incident.actions.isEmpty)
            let outage = try #require(incident.outage)
            #expect(outage > 0 && outage < 5)

            let printed = try await scenario.succeed("incidents", "--json")
            for word in ["\"crash\"", "\"web\"", "137"] { #expect(printed.output.contains(word), "\(printed)") }
            let told = try await daemon.timeline(of: scenario.name)
            #expect(told.allSatisfy { $0.version == 1 })
            #expect(told.contains { $0.event == "container.died" && $0.service == "web" }, "\(told)")
            #expect(told.contains { $0.event == "incident.opened" }, "\(told)")
            let explained = try await scenario.succeed("explain", "web")
            #expect(explained.output.contains("web"), "\(explained)")
            let timeline = try await scenario.succeed("timeline")
            #expect(timeline.output.contains("web"), "\(timeline)")
        }
    }

    @Test func `dependents that want it are restarted once the dependency is healthy again, and no others`()
        async throws
    {
        let text = """
            services:
              db:
                \(Self.slow)
              app: {\(Scenario.idle), depends_on: {db: {condition: service_healthy, restart: true}}}
              other: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            for service in ["app", "other"] { try await daemon.waitUntil(service, of: scenario.name, is: "ready") }
            let (app, other) = (try await scenario.started("app"), try await scenario.started("other"))
            try await scenario.crash("db")
            try await eventually("the application is started again") { try await scenario.started("app") > app }
            let waited = try await scenario.started("db").duration(to: scenario.started("app"))
            #expect(waited > .milliseconds(600), "restarted before the database was healthy")
            #expect(waited < .seconds(5))
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            #expect(try await scenario.started("other") == other)
            #expect(try await daemon.service("db", of: scenario.name).restarts == 1)
        }
    }

    @Test func `what shares the namespace of a crashed container is restarted behind it`() async throws {
        let text = """
            services:
              donor: {\(Scenario.idle)}
              guest: {\(Scenario.idle), network_mode: "service:donor"}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("guest", of: scenario.name, is: "ready")
            let guest = try await scenario.started("guest")
            try await scenario.crash("donor")
            try await eventually("the guest is started again") {
                // While it is made anew there is none.
                guard let now = try? await scenario.started("guest") else { return false }
                return now > guest
            }
            #expect(try await scenario.started("donor") < scenario.started("guest"))
            try await daemon.waitUntil("guest", of: scenario.name, is: "ready")
        }
    }

    @Test func `a service that ends well is not started again`() async throws {
        let text = "services:\n  job: {image: \"busybox:stable\", command: sleep 2}\n  web: {\(Scenario.idle)}\n"
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("job", of: scenario.name, is: "completed")
            try await Task.sleep(for: .seconds(1))
            #expect(try await daemon.service("job", of: scenario.name).restarts == 0)
            let incidents = try await daemon.incidents(of: scenario.name)
            #expect(incidents.isEmpty, "\(incidents)")
        }
    }

    @Test func `a crash loop is given up after as many failures as the policy allows`() async throws {
        let text = """
            services:
              web:
                image: "busybox:stable"
                command: sh -c "sleep 0.1; exit 3"
                restart: always
                x-swiftcompose: {restart: {delay: 50ms, limit: 3, window: 1m}}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "failed")
            let restarts = try await daemon.service("web", of: scenario.name).restarts
            #expect(restarts >= 2 && restarts <= 3)
            let incidents = try await daemon.incidents(of: scenario.name)
            #expect(incidents.contains { $0.kind == "crash_loop" && $0.service == "web" }, "\(incidents)")
            let finished = try await scenario.container("web").state.finishedAt
            try await Task.sleep(for: .seconds(1))
            #expect(try await scenario.container("web").state.finishedAt == finished)

            // A person who starts it gives it another chance.
            try await scenario.succeed("start", "web")
            try await eventually("it has run again") {
                try await scenario.container("web").state.finishedAt > finished
            }
        }
    }

    @Test func `on-failure restarts as often as it says`() async throws {
        let text = """
            services:
              web:
                image: "busybox:stable"
                command: sh -c "exit 7"
                restart: on-failure:2
                x-swiftcompose: {restart: {delay: 50ms}}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "failed")
            let seen = try await daemon.service("web", of: scenario.name)
            let lines = try await daemon.timeline(of: scenario.name)
            #expect(seen.restarts == 2, "\(seen) \(lines)")
            #expect(try await scenario.container("web").state.exitCode == 7)
        }
    }

    @Test func `thirty containers that are killed at once are all back, each once`() async throws {
        let names = (1...10).map { "s\($0)" }
        let services = names.map { "  \($0): {\(Scenario.idle), scale: 3}\n" }.joined()
        try await TestDaemon.with(compose: "services:\n" + services) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            let containers = try await scenario.containers()
            #expect(containers.count == 30)
            try await eventually("all are known") {
                try await daemon.project(scenario.name).services.allSatisfy { $0.running == 3 }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for container in containers { group.addTask { try await ContainerProcess.crash(container.id) } }
                try await group.waitForAll()
            }
            try await eventually("all are back", within: .seconds(60)) {
                let project = try await daemon.project(scenario.name)
                return project.services.allSatisfy { $0.running == 3 && $0.restarts > 0 } && project.openIncidents == 0
            }
            let after = try await scenario.containers()
            #expect(Set(after.map(\.id)) == Set(containers.map(\.id)))
            let starts = try await daemon.timeline(of: scenario.name).filter { $0.event == "container.started" }
            #expect(starts.count <= 60, "a container was started more than once")
        }
    }
}
