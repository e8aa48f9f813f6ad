import DockerEngine
import Glibc
import Testing

/// `up` in the foreground.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct AttachedScenarios {
    /// A service that says something and goes with code 9 when it is asked to stop.
    private static let polite = """
            image: busybox:stable
            command: ["sh", "-c", "trap 'echo leaving; exit 9' TERM; echo hello; sleep 1000 & wait"]
            stop_grace_period: 5s
        """

    @Test func `it shows what containers write, and an interrupt stops them, dependents first`() async throws {
        let text = """
            services:
              db:
            \(Self.polite)
              web:
            \(Self.polite)
                depends_on: [db]
            """
        try await Scenario.with(compose: text) { scenario in
            let program = try scenario.start("up")
            try await eventually("both are heard") {
                program.output.split(separator: "\n").filter { $0.hasSuffix("| hello") }.count == 2
            }
            program.signal(SIGINT)
            let outcome = try await program.outcome(within: .seconds(30))
            #expect(outcome.status == 130, "\(outcome)")
            #expect(outcome.outputLines.contains { $0.hasPrefix("web-1 ") && $0.hasSuffix("| hello") }, "\(outcome)")
            #expect(outcome.outputLines.contains { $0.hasPrefix("db-1 ") && $0.hasSuffix("| hello") }, "\(outcome)")
            // Their last words are shown too.
            #expect(outcome.outputLines.filter { $0.hasSuffix("| leaving") }.count == 2, "\(outcome)")
            let (db, web) = try await (scenario.container("db").state, scenario.container("web").state)
            #expect(db.exitCode == 9)
            #expect(web.exitCode == 9)
            #expect(try EngineMoment(web.finishedAt) <= EngineMoment(db.finishedAt))
        }
    }

    @Test func `it ends by itself with the last container`() async throws {
        let text = """
            services:
              one: {image: "busybox:stable", command: ["sh", "-c", "echo first"]}
              two: {image: "busybox:stable", command: ["sh", "-c", "sleep 1; echo second; exit 4"]}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up")
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("| first"), "\(outcome)")
            #expect(outcome.output.contains("| second"), "\(outcome)")
            #expect(outcome.everything.contains("two-1 exited with code 4"), "\(outcome)")
        }
    }

    private static let race = """
        services:
          short: {image: "busybox:stable", command: ["sh", "-c", "sleep 1; exit 5"]}
          long:
        \(Self.polite)
        """

    @Test func `the first that exits may end it, with its code`() async throws {
        try await Scenario.with(compose: Self.race) { scenario in
            let outcome = try await scenario.run("up", "--abort-on-container-exit")
            #expect(outcome.status == 5, "\(outcome)")
            #expect(try await scenario.containers().allSatisfy { $0.state == .exited })
        }
    }

    @Test func `the code may be that of another service`() async throws {
        try await Scenario.with(compose: Self.race) { scenario in
            let outcome = try await scenario.run("up", "--exit-code-from", "long")
            #expect(outcome.status == 9, "\(outcome)")
            #expect(try await !scenario.isRunning("long"))
        }
    }

    @Test func `only a failure may end it`() async throws {
        let text = """
            services:
              fine: {image: "busybox:stable", command: ["true"]}
              broken: {image: "busybox:stable", command: ["sh", "-c", "sleep 2; exit 6"]}
              long: {\(Scenario.idle)}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "--abort-on-container-failure")
            #expect(outcome.status == 6, "\(outcome)")
            #expect(outcome.duration > .seconds(2))
            #expect(try await !scenario.isRunning("long"))
        }
    }

    @Test func `a start that fails is told and ends it`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job: {image: "busybox:stable", command: ["sh", "-c", "echo out of paper; exit 3"]}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", within: .seconds(40))
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.errors.contains("exit 3"), "\(outcome)")
            #expect(outcome.everything.contains("out of paper"), "\(outcome)")
            #expect(try await !scenario.isRunning("web"))
        }
    }
}
