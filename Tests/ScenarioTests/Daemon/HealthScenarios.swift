import DockerEngine
import Testing

/// A service that is sick is restarted within a budget, and what depends on it waits.
@Suite(.daemon, .serialized, .timeLimit(.minutes(2))) struct HealthScenarios {
    /// A service that is unhealthy as long as `/sick` exists; `start` is what its shell does first.
    private func service(start: String, policy: String) -> String {
        """
        image: "busybox:stable"
            command: sh -c "\(start); exec sleep 1000"
            stop_signal: SIGKILL
            healthcheck: {test: ["CMD", "test", "!", "-e", "/sick"], interval: 200ms, retries: 1}
            x-swiftcompose: {unhealthy: \(policy)}
        """
    }

    @Test func `an unhealthy service is restarted and heals`() async throws {
        let policy = "{action: restart, attempts: 3, window: 1m, backoff: 50ms}"
        let text = """
            services:
              db:
                \(service(start: "rm -f /sick", policy: policy))
              app: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            let app = try await scenario.started("app")
            _ = try await scenario.inside("db", "touch /sick")
            let incident = try await daemon.waitForClosed("unhealthy", of: scenario.name)
            #expect(incident.service == "db")
            try await daemon.waitUntilBack("db", of: scenario.name)
            // What depends on it has been held and not restarted.
            #expect(try await scenario.started("app") == app)
            let others = try await daemon.incidents(of: scenario.name).filter { $0.service != "db" }
            #expect(others.isEmpty)
        }
    }

    @Test func `a service that stays unhealthy is stopped when its budget is spent`() async throws {
        let policy = "{action: restart, attempts: 2, window: 1m, backoff: 50ms, finally: stop}"
        let text = "services:\n  db:\n    \(service(start: "true", policy: policy))\n"
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("db", of: scenario.name, is: "ready")
            _ = try await scenario.inside("db", "touch /sick")
            try await daemon.waitUntil("db", of: scenario.name, is: "failed", within: .seconds(30))
            try await eventually("it is stopped") { try await !scenario.isRunning("db") }
            #expect(try await daemon.service("db", of: scenario.name).restarts == 2)
            let incidents = try await daemon.incidents(of: scenario.name)
            #expect(incidents.contains { $0.kind == "unhealthy" && !$0.actions.isEmpty }, "\(incidents)")
        }
    }

    @Test func `an unhealthy service is left alone where the policy says so`() async throws {
        let text = "services:\n  db:\n    \(service(start: "true", policy: "{action: leave}"))\n"
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("db", of: scenario.name, is: "ready")
            let started = try await scenario.started("db")
            _ = try await scenario.inside("db", "touch /sick")
            try await daemon.waitUntil("db", of: scenario.name, is: "unhealthy")
            try await Task.sleep(for: .seconds(1))
            #expect(try await scenario.started("db") == started)
        }
    }

    @Test func `a port that answers opens a gate without a healthcheck`() async throws {
        let text = """
            services:
              db:
                image: "busybox:stable"
                command: sh -c "sleep 1; exec httpd -f -p 8080 -h /etc"
                stop_signal: SIGKILL
                x-swiftcompose: {ready: {tcp: 8080}, interval: 100ms}
              app: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            let waited = try await scenario.started("db").duration(to: scenario.started("app"))
            #expect(waited > .seconds(1))
            #expect(waited < .seconds(4))
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            // The daemon's gate is the same.
            try await scenario.crash("db")
            try await daemon.waitUntilBack("db", of: scenario.name)
        }
    }
}
