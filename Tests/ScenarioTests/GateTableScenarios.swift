import DockerEngine
import Testing

/// Rows of the gates' table that only an engine can show.
@Suite(.engine, .serialized, .timeLimit(.minutes(3))) struct GateTableScenarios {
    /// `web`, which waits for `db` to be healthy.
    private static func shop(_ database: String, edge: String = "") -> String {
        """
        services:
          web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy\(edge)}}}
          db: {\(database)}
        """
    }

    private static let idle = Scenario.idle
    /// A healthcheck that passes once `/tmp/ready` is there.
    private static let check =
        #"healthcheck: {test: ["CMD-SHELL", "test -f /tmp/ready || { echo connection refused; exit 1; }"], interval: 200ms, retries: 100}"#

    // MARK: - Where the healthcheck comes from

    @Test func `the healthcheck of an image counts`() async throws {
        let text = """
            services:
              web: {\(Self.idle), depends_on: {db: {condition: service_healthy}}}
              db:
                stop_signal: SIGKILL
                build:
                  context: .
                  dockerfile_inline: |
                    FROM busybox:stable
                    HEALTHCHECK --interval=200ms --retries=100 CMD test -f /tmp/ready
                    CMD ["sh", "-c", "sleep 1; touch /tmp/ready; sleep 1000"]
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            #expect(try await scenario.container("db").state.health?.status == .healthy)
        }
    }

    @Test func `without a healthcheck in file and image nothing is started`() async throws {
        try await Scenario.with(compose: Self.shop(Self.idle)) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("compose.yaml:2:"), "\(outcome)")
            #expect(outcome.errors.contains("neither the file nor its image 'busybox:stable'"), "\(outcome)")
            #expect(try await scenario.containers().isEmpty)
        }
    }

    @Test func `a dependency that is not required is passed over with a warning`() async throws {
        try await Scenario.with(compose: Self.shop(Self.idle, edge: ", required: false")) { scenario in
            let outcome = try await scenario.succeed("up", "-d")
            #expect(outcome.errors.contains("neither the file nor its image"), "\(outcome)")
            #expect(try await scenario.isRunning("web"))
        }
    }

    @Test func `what is restarted whenever it ends is not waited for to complete`() async throws {
        let text = """
            services:
              web: {\(Self.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job: {image: "busybox:stable", command: "true", restart: always}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("which it never does"), "\(outcome)")
            #expect(try await scenario.containers().isEmpty)
        }
    }

    // MARK: - Restart policies

    @Test func `a crash loop ends the wait with its count and code`() async throws {
        let loop = #"image: "busybox:stable", command: ["sh", "-c", "exit 4"], restart: always, "# + Self.check
        try await Scenario.with(compose: Self.shop(loop)) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("exited (4) 5 times"), "\(outcome)")
            #expect(try await !scenario.isRunning("web"))
        }
    }

    @Test func `a limit on restarts is waited for, and no longer`() async throws {
        let loop = #"image: "busybox:stable", command: ["sh", "-c", "exit 4"], restart: "on-failure:2", "# + Self.check
        try await Scenario.with(compose: Self.shop(loop)) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("exited (4) 3 times"), "\(outcome)")
        }
    }

    @Test func `a container that dies, is restarted and gets healthy is no failure`() async throws {
        let text = """
            services:
              web: {\(Self.idle), depends_on: {db: {condition: service_healthy}}}
              db:
                image: "busybox:stable"
                command:
                  - sh
                  - -c
                  - |
                    if [ -e /data/seen ]; then touch /tmp/ready; exec sleep 1000; fi
                    touch /data/seen
                    exit 1
                stop_signal: SIGKILL
                restart: on-failure
                volumes: ["data:/data"]
                \(Self.check)
            volumes:
              data:
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "--wait")
            #expect(try await scenario.isRunning("web"))
            #expect(try await scenario.container("db").restartCount == 1)
        }
    }

    @Test func `an unhealthy container may recover under a restart policy, within a deadline`() async throws {
        let slow =
            #"image: "busybox:stable", command: ["sh", "-c", "sleep 2; touch /tmp/ready; sleep 1000"], "#
            + #"stop_signal: SIGKILL, restart: always, "#
            + #"healthcheck: {test: ["CMD", "test", "-f", "/tmp/ready"], interval: 200ms, retries: 2}"#
        try await Scenario.with(compose: Self.shop(slow, edge: ", x-timeout: 30s")) { scenario in
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
        }
        try await Scenario.with(compose: Self.shop(slow)) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("is unhealthy"), "\(outcome)")
        }
    }

    // MARK: - What others do to it meanwhile

    @Test func `a paused container is waited for, until the time is over`() async throws {
        let text = Self.shop("\(Self.idle), \(Self.check)", edge: ", x-timeout: 4s")
        try await Scenario.with(compose: text) { scenario in
            let program = try scenario.start("up", "-d")
            try await eventually("db runs") { try await scenario.isRunning("db") }
            try await Engine.connected().pauseContainer("\(scenario.name)-db-1")
            let outcome = try await program.outcome()
            #expect(outcome.status == 3, "\(outcome)")
            #expect(outcome.errors.contains("web waited 4s for db to be healthy (x-timeout)"), "\(outcome)")
            try await Engine.connected().unpauseContainer("\(scenario.name)-db-1")
        }
    }

    @Test func `a container that is removed ends the wait`() async throws {
        try await Scenario.with(compose: Self.shop("\(Self.idle), \(Self.check)")) { scenario in
            let program = try scenario.start("up", "-d")
            try await eventually("db runs") { try await scenario.isRunning("db") }
            try await Engine.connected().removeContainer("\(scenario.name)-db-1", force: true)
            let outcome = try await program.outcome(within: .seconds(20))
            #expect(outcome.status == 1, "\(outcome)")
        }
    }

    // MARK: - Timeouts and the display

    @Test func `a timeout on the edge ends its wait, with its own status`() async throws {
        let text = Self.shop("\(Self.idle), \(Self.check)", edge: ", x-timeout: 1s")
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 3, "\(outcome)")
            #expect(outcome.errors.contains("web waited 1s for db to be healthy (x-timeout)"), "\(outcome)")
            #expect(outcome.errors.contains("connection refused"), "\(outcome)")
            #expect(try await scenario.isRunning("db"))
            #expect(try await !scenario.isRunning("web"))
        }
    }

    @Test func `a timeout on an edge that is not required is a warning`() async throws {
        let text = Self.shop("\(Self.idle), \(Self.check)", edge: ", required: false, x-timeout: 1s")
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.succeed("up", "-d")
            #expect(outcome.errors.contains("was not ready within 1s"), "\(outcome)")
            #expect(try await scenario.isRunning("web"))
        }
    }

    @Test func `while it waits, the display says what for`() async throws {
        let slow =
            #"image: "busybox:stable", command: ["sh", "-c", "sleep 2; touch /tmp/ready; sleep 1000"], "#
            + #"stop_signal: SIGKILL, "# + Self.check
        try await Scenario.with(compose: Self.shop(slow)) { scenario in
            let outcome = try await scenario.succeed("--progress", "plain", "up", "-d")
            #expect(outcome.errors.contains("web waits for db to be healthy"), "\(outcome)")
            #expect(outcome.errors.contains("/100 · \"connection refused\""), "\(outcome)")
        }
    }

    // MARK: - The other verbs

    @Test func `waiting counts a job that ends with 0 as done, and one that fails as failed`() async throws {
        func text(_ code: Int) -> String {
            """
            services:
              web: {\(Self.idle)}
              job: {image: "busybox:stable", command: ["sh", "-c", "exit \(code)"]}
            """
        }
        try await Scenario.with(compose: text(0)) { scenario in
            try await scenario.succeed("up", "--wait")
        }
        try await Scenario.with(compose: text(3)) { scenario in
            let outcome = try await scenario.run("up", "--wait")
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.errors.contains("exited (3)"), "\(outcome)")
        }
    }

    @Test func `restart waits for a dependency that has just been restarted by somebody else`() async throws {
        let slow =
            #"image: "busybox:stable", command: ["sh", "-c", "rm -f /tmp/ready; sleep 1; touch /tmp/ready; sleep 1000"], "#
            + #"stop_signal: SIGKILL, "# + Self.check
        try await Scenario.with(compose: Self.shop(slow)) { scenario in
            try await scenario.succeed("up", "-d")
            try await Engine.connected().restartContainer("\(scenario.name)-db-1", timeout: 0)
            try await scenario.succeed("restart", "-t", "0", "web")
            let (db, web) = try await (scenario.container("db").state, scenario.container("web").state)
            let gap = try EngineMoment(db.startedAt).duration(to: EngineMoment(web.startedAt))
            #expect(gap >= .seconds(1))
        }
    }

    @Test func `restart does not wait for what nobody starts`() async throws {
        let text = Self.shop("\(Self.idle), healthcheck: {test: [CMD, \"true\"], interval: 200ms}")
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            _ = try await Engine.connected().stopContainer("\(scenario.name)-db-1", timeout: 0)
            let refused = try await scenario.run("restart", "-t", "0", "web")
            #expect(refused.status == 1, "\(refused)")
            #expect(refused.errors.contains("waits for 'db' to be healthy"), "\(refused)")
            try await scenario.succeed("restart", "-t", "0", "--no-deps", "web")
        }
    }

    @Test func `start of a service brings what it depends on, behind the same gate`() async throws {
        let text = """
            services:
              web: {\(Self.idle), depends_on: {db: {condition: service_healthy}}}
              db: {\(Self.idle), healthcheck: {test: [CMD, "true"], interval: 200ms}}
              other: {\(Self.idle)}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            try await scenario.succeed("stop", "-t", "0")
            try await scenario.succeed("start", "web")
            #expect(try await scenario.isRunning("web"))
            #expect(try await scenario.container("db").state.health?.status == .healthy)
            #expect(try await !scenario.isRunning("other"))
        }
    }
}
