import DockerEngine
import Testing

/// Who waits for whom, and what becomes of those that wait in vain.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct GateScenarios {
    /// A service that is healthy some time after its start.
    private static let slowDatabase = """
          db:
            image: "busybox:stable"
            command: ["sh", "-c", "sleep 1; touch /tmp/ready; sleep 1000"]
            stop_signal: SIGKILL
            healthcheck: {test: ["CMD", "test", "-f", "/tmp/ready"], interval: 200ms, timeout: 5s, retries: 100}
        """

    @Test func `a dependent starts once its dependency is healthy`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
            \(Self.slowDatabase)
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            let database = try await scenario.container("db").state
            let web = try await scenario.container("web").state
            #expect(database.health?.status == .healthy)
            // It cannot be healthy before a second has passed.
            let gap = try EngineMoment(database.startedAt).duration(to: EngineMoment(web.startedAt))
            #expect(gap >= .seconds(1))
        }
    }

    @Test func `gates open again for containers that were stopped or are restarted`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy, restart: true}}}
            \(Self.slowDatabase)
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            try await scenario.succeed("stop", "-t", "1")
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            try await scenario.succeed("stop", "-t", "1")
            try await scenario.succeed("start")
            #expect(try await scenario.isRunning("web"))
            try await scenario.succeed("restart", "-t", "1", "db")
            #expect(try await scenario.isRunning("web"))
            #expect(try await scenario.container("db").state.health?.status == .healthy)
        }
    }

    @Test func `a dependent starts once a job has completed`() async throws {
        let text = """
            services:
              app: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job: {image: "busybox:stable", command: sleep 1}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            let job = try await scenario.container("job").state
            let app = try await scenario.container("app").state
            #expect(job.status == .exited)
            #expect(job.exitCode == 0)
            #expect(try EngineMoment(job.finishedAt) <= EngineMoment(app.startedAt))
        }
    }

    @Test func `a job that fails is told with its code and last words, and only what needs it stays down`() async throws
    {
        let text = """
            services:
              app: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job:
                image: "busybox:stable"
                command: ["sh", "-c", "echo starting; echo the bank is closed; exit 3"]
              other: {\(Scenario.idle)}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\"job\""), "\(outcome)")
            #expect(outcome.errors.contains("exit 3"), "\(outcome)")
            #expect(outcome.errors.contains("the bank is closed"), "\(outcome)")
            #expect(try await !scenario.isRunning("app"))
            #expect(try await scenario.isRunning("other"))
        }
    }

    @Test func `an unhealthy dependency fails its dependents at once`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
              db:
                image: "busybox:stable"
                command: sleep 1000
                stop_signal: SIGKILL
                healthcheck: {test: ["CMD-SHELL", "echo no table; exit 1"], interval: 200ms, retries: 2}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\(scenario.name)-db-1 is unhealthy"), "\(outcome)")
            #expect(outcome.errors.contains("no table"), "\(outcome)")
            #expect(outcome.duration < .seconds(20))
            #expect(try await !scenario.isRunning("web"))
        }
    }

    @Test func `a dependency that dies before it is healthy fails its dependents at once`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
              db:
                image: "busybox:stable"
                command: ["sh", "-c", "exit 7"]
                healthcheck: {test: ["CMD", "true"], interval: 30s}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\(scenario.name)-db-1 exited (7)"), "\(outcome)")
            #expect(outcome.duration < .seconds(20))
            #expect(try await !scenario.isRunning("web"))
        }
    }

    @Test func `an optional dependency that fails holds up nobody`() async throws {
        let text = """
            services:
              web:
                image: "busybox:stable"
                command: sleep 1000
                stop_signal: SIGKILL
                depends_on:
                  job: {condition: service_completed_successfully, required: false}
              job: {image: "busybox:stable", command: ["sh", "-c", "exit 4"]}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            #expect(outcome.errors.contains("job"), "\(outcome)")
        }
    }

    @Test func `up can wait until everything is healthy`() async throws {
        try await Scenario.with(compose: "services:\n\(Self.slowDatabase)\n") { scenario in
            try await scenario.succeed("up", "--wait")
            #expect(try await scenario.container("db").state.health?.status == .healthy)
        }
    }

    @Test func `waiting has an end`() async throws {
        let text = """
            services:
              db:
                image: "busybox:stable"
                command: sleep 1000
                stop_signal: SIGKILL
                healthcheck: {test: ["CMD", "false"], interval: 200ms, start_period: 100s}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "--wait", "--wait-timeout", "2")
            #expect(outcome.status == 3)
            #expect(outcome.errors.contains("not healthy after 2s"), "\(outcome)")
            #expect(outcome.duration > .seconds(2))
            #expect(outcome.duration < .seconds(15))
            #expect(try await scenario.isRunning("db"))
        }
    }
}
