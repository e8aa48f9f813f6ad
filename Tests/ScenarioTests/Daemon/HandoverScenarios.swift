import DockerEngine
import Testing

/// Projects come into the daemon's care and leave it.
@Suite(.daemon, .serialized, .timeLimit(.minutes(2))) struct HandoverScenarios {
    private static let shop = """
        services:
          app: {\(Scenario.idle), restart: "on-failure:3", depends_on: {db: {condition: service_healthy}}}
          db: {\(Scenario.idle), restart: always, healthcheck: {test: ["CMD", "true"], interval: 200ms}}
        """

    private func restartPolicies(_ scenario: Scenario) async throws -> [String] {
        var policies: [String] = []
        for service in ["app", "db"] {
            let policy = try await scenario.container(service).host.restartPolicy
            policies.append("\(policy.name) \(policy.maximumRetries)")
        }
        return policies
    }

    @Test func `up hands a project over, which is started as always and released with its restart policies`()
        async throws
    {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            #expect(try await scenario.containerNames() == ["app-1", "db-1"])
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            let project = try await daemon.project(scenario.name)
            #expect(project.services.map(\.name).sorted() == ["app", "db"])
            #expect(project.services.map(\.effectivelyReady) == [true, true])
            #expect(project.openIncidents == 0)
            try await eventually("the engine restarts nothing by itself") {
                try await restartPolicies(scenario) == ["no 0", "no 0"]
            }
            let started = try await scenario.started("db")

            let status = try await scenario.succeed("status")
            for word in [scenario.name, "app", "db", "ready"] { #expect(status.output.contains(word), "\(status)") }

            try await scenario.succeed("release")
            #expect(try await daemon.ask("/v1/projects/\(scenario.name)").status == 404)
            #expect(try await restartPolicies(scenario) == ["on-failure 3", "always 0"])
            #expect(try await scenario.started("db") == started)
        }
    }

    /// The options, variables and file that hand a project over.
    struct Way: Sendable, CustomTestStringConvertible {
        let name: String
        var environment: [String: String] = [:]
        var head = ""

        var testDescription: String { name }
    }

    static let ways = [
        Way(name: "a variable", environment: ["SWIFTCOMPOSE_SUPERVISE": "1"]),
        Way(name: "the file", head: "x-swiftcompose: {supervise: true}\n"),
    ]

    @Test(arguments: HandoverScenarios.ways) func `a project is handed over without the option, too`(_ way: Way)
        async throws
    {
        try await TestDaemon.with(compose: way.head + Self.shop) { scenario, daemon in
            try await scenario.succeed("up", "-d", environment: way.environment)
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            try await scenario.succeed("down", "-t", "0")
            #expect(try await daemon.ask("/v1/projects/\(scenario.name)").status == 404)
            #expect(try await scenario.containers().isEmpty)
        }
    }

    @Test func `a project that runs already is handed over by itself`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await scenario.succeed("up", "-d")
            #expect(try await daemon.ask("/v1/projects/\(scenario.name)").status == 404)
            let started = try await scenario.started("db")
            try await scenario.succeed("supervise")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            #expect(try await scenario.started("db") == started)
        }
    }

    @Test func `what the user stops stays stopped, and what he starts runs again`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            try await scenario.succeed("stop", "app")
            try await daemon.waitUntil("app", of: scenario.name, is: "stopped")
            // Whoever would start it again does so at once.
            try await Task.sleep(for: .seconds(1))
            #expect(try await !scenario.isRunning("app"))
            try await daemon.crash()
            try await daemon.waitUntil("app", of: scenario.name, is: "stopped")
            #expect(try await !scenario.isRunning("app"))
            try await scenario.succeed("start", "app")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            #expect(try await daemon.incidents(of: scenario.name).isEmpty)
        }
    }

    @Test func `up that changes a supervised project is no drift`() async throws {
        try await TestDaemon.with(compose: Self.shop) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            let changed = Self.shop.replacing("restart: always", with: "restart: always, environment: {EDITION: '2'}")
            try scenario.write("compose.yaml", changed)
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.container("db").config.environment.contains("EDITION=2"))
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            // What is wanted now is the new edition.
            try await scenario.crash("db")
            try await daemon.waitUntilBack("db", of: scenario.name)
            #expect(try await scenario.container("db").config.environment.contains("EDITION=2"))
            #expect(try await daemon.incidents(of: scenario.name).map(\.kind) == ["crash"])
        }
    }

    @Test func `up returns at once and wait follows until all is healthy`() async throws {
        let text = """
            services:
              app: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
              db:
                image: "busybox:stable"
                command: sh -c "sleep 2; touch /ready; sleep 1000"
                stop_signal: SIGKILL
                healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 200ms, retries: 50}
            """
        try await TestDaemon.with(compose: text) { scenario, daemon in
            let up = try await scenario.succeed("up", "-d", "--detach-now")
            #expect(up.duration < .seconds(2), "\(up)")
            #expect(try await !scenario.isRunning("app"))
            let wait = try await scenario.succeed("wait", "--healthy")
            #expect(wait.duration > .milliseconds(500), "\(wait)")
            #expect(try await scenario.isRunning("app"))
            #expect(try await daemon.service("app", of: scenario.name).effectivelyReady)
        }
    }

    @Test func `without a daemon a hand-over fails, and says how to start one`() async throws {
        try await Scenario.with(compose: Self.shop) { scenario in
            scenario.set("SWIFTCOMPOSE_STATE", to: "\(scenario.directory)/nowhere")
            let outcome = try await scenario.run("up", "-d", "--supervise")
            #expect(outcome.status != 0, "\(outcome)")
            #expect(outcome.errors.contains("\(scenario.directory)/nowhere/daemon.sock"), "\(outcome)")
            #expect(outcome.errors.contains("hint:"), "\(outcome)")
        }
    }
}
