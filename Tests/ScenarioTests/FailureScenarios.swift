import Foundation
import Testing

/// What a user is told when something goes wrong, and what is left to look at.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct FailureScenarios {
    private static let secret = "hunter22-of-the-shop"

    /// A database that says no and repeats its password, and a service that needs it.
    private static let unhealthy = """
        services:
          web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
          db:
            image: "busybox:stable"
            command: ["sh", "-c", "echo boot with $$DB_PASSWORD; sleep 1000"]
            environment: {DB_PASSWORD: \(secret)}
            stop_signal: SIGKILL
            healthcheck: {test: ["CMD-SHELL", "echo no table for $$DB_PASSWORD; exit 1"], interval: 200ms, retries: 2}
          other: {\(Scenario.idle)}
        """

    @Test func `an unhealthy container is told with its probes, its log and what to try, and without its password`()
        async throws
    {
        try await Scenario.with(compose: Self.unhealthy) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            for words in [
                "container \(scenario.name)-db-1 is unhealthy", "exit 1, no table for ***",
                "\(scenario.name)-db-1 | boot with ***", "skipped: web (db is unhealthy)",
                "hint: run the probe by hand: swiftcompose exec db sh -c", "swiftcompose logs db",
            ] {
                #expect(outcome.errors.contains(words), "\(words) in \(outcome)")
            }
            #expect(!outcome.everything.contains(Self.secret), "\(outcome)")
            #expect(try await scenario.isRunning("other"))
        }
    }

    @Test func `a program that reads the progress gets the facts of a failure as an object`() async throws {
        try await Scenario.with(compose: Self.unhealthy) { scenario in
            let outcome = try await scenario.run("--progress", "json", "up", "-d")
            #expect(outcome.status == 1)
            let line = outcome.errors.split(separator: "\n").first { $0.contains("\"container\"") }
            let facts = try #require(
                try JSONSerialization.jsonObject(with: Data((line ?? "{}").utf8)) as? [String: Any]
            )
            #expect(facts["service"] as? String == "db", "\(outcome)")
            #expect((facts["log"] as? [String])?.last == "boot with ***")
            #expect(((facts["probes"] as? [[String: Any]])?.last)?["exit_code"] as? Int == 1)
            #expect(!outcome.everything.contains(Self.secret))
        }
    }

    @Test func `only the last run of a container is evidence`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job:
                image: "busybox:stable"
                command: ["sh", "-c", "echo >> /runs; echo this is run $$(wc -l < /runs); exit 3"]
            """
        try await Scenario.with(compose: text) { scenario in
            let first = try await scenario.run("up", "-d")
            #expect(first.status == 1)
            #expect(first.errors.contains("| this is run 1"), "\(first)")
            #expect(first.errors.contains("skipped: web (job exited (3))"), "\(first)")
            // The engine's clock decides what belongs to which run, with a margin.
            try await Task.sleep(for: .seconds(1))
            let second = try await scenario.run("up", "-d")
            #expect(second.errors.contains("| this is run 2"), "\(second)")
            #expect(!second.errors.contains("this is run 1"), "\(second)")
        }
    }

    @Test func `a command that is not in the image is told in words`() async throws {
        let text = "services:\n  web: {image: \"busybox:stable\", command: [\"serve-nothing\"]}\n"
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("its program 'serve-nothing' is not in the image"), "\(outcome)")
            #expect(outcome.errors.contains("hint: check 'command' and 'entrypoint'"), "\(outcome)")
        }
    }

    @Test func `on GitHub Actions logs are folded and the place is marked`() async throws {
        try await Scenario.with(compose: Self.unhealthy) { scenario in
            let outcome = try await scenario.run(
                "up",
                "-d",
                environment: [
                    "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": scenario.directory,
                    "GITHUB_STEP_SUMMARY": "\(scenario.directory)/summary.md",
                ]
            )
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\n::group::last lines of \(scenario.name)-db-1\n"), "\(outcome)")
            #expect(outcome.errors.contains("\n::endgroup::\n"), "\(outcome)")
            #expect(outcome.errors.contains("\n::error file=compose.yaml,line=8,"), "\(outcome)")
            #expect(outcome.errors.contains("title=db is unhealthy::"), "\(outcome)")
            let summary = try String(contentsOfFile: "\(scenario.directory)/summary.md", encoding: .utf8)
            #expect(summary.contains("failed\n") && summary.contains("boot with ***"), "\(summary)")
            #expect(!(outcome.everything + summary).contains(Self.secret))
        }
    }

    @Test func `a report holds what there is to know, and no secret`() async throws {
        try await Scenario.with(compose: Self.unhealthy) { scenario in
            let outcome = try await scenario.run("up", "-d", "--report", "out/report")
            #expect(outcome.status == 1)
            let directory = "\(scenario.directory)/out/report"
            let database = "\(scenario.name)-db-1"
            var whole = ""
            for name in [
                "report.json", "plan.txt", "timeline.json", "junit.xml", "logs/\(database).log",
                "inspect/\(database).json", "logs/\(scenario.name)-other-1.log",
            ] {
                whole += try String(contentsOfFile: "\(directory)/\(name)", encoding: .utf8)
            }
            #expect(!whole.contains(Self.secret))
            for words in [
                "\"exit_code\" : 1", "start container \(database)", "<testcase name=\"db\"", "<skipped message=\"db is",
                "boot with ***", "DB_PASSWORD=***",
            ] {
                #expect(whole.contains(words), "\(words) in \(whole)")
            }
        }
    }

    @Test func `a report is written of what went well, too`() async throws {
        try await Scenario.with(compose: "services:\n  web: {\(Scenario.idle)}\n") { scenario in
            try await scenario.succeed("up", "-d", "--report", "out")
            let report = try String(contentsOfFile: "\(scenario.directory)/out/report.json", encoding: .utf8)
            #expect(report.contains("\"exit_code\" : 0"), "\(report)")
            try await scenario.succeed("down", "-t", "1", "--report", "down")
            let inspection = "\(scenario.directory)/down/inspect/\(scenario.name)-web-1.json"
            #expect(FileManager.default.fileExists(atPath: inspection))
        }
    }

    @Test func `the first failure can end the rest`() async throws {
        let text = """
            services:
              slow:
                image: "busybox:stable"
                command: sleep 1000
                stop_signal: SIGKILL
                healthcheck: {test: ["CMD", "false"], interval: 1s, start_period: 100s}
              web: {\(Scenario.idle), depends_on: {slow: {condition: service_healthy}}}
              job: {image: "busybox:stable", command: ["sh", "-c", "sleep 1; exit 5"], depends_on: [slow]}
              app: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d", "--fail-fast")
            #expect(outcome.status == 1)
            #expect(outcome.duration < .seconds(30))
            #expect(outcome.errors.contains("cut short by the first failure"), "\(outcome)")
            #expect(outcome.errors.contains("waiting for slow (healthy) was given up"), "\(outcome)")
        }
    }

    @Test func `a network that strangers use stays, and they are named`() async throws {
        try await Scenario.with(compose: "services:\n  web: {\(Scenario.idle)}\n") { scenario in
            let stranger = "\(scenario.name)x"
            try scenario.write(
                "stranger.yaml",
                """
                services:
                  guest: {\(Scenario.idle)}
                networks:
                  default: {name: "\(scenario.name)_default", external: true}
                """
            )
            let name = scenario.name
            scenario.atEnd {
                await Engine.removeAll(of: stranger)
                await Engine.removeAll(of: name)
            }
            try await scenario.succeed("up", "-d")
            try await scenario.succeed("-p", stranger, "-f", "stranger.yaml", "up", "-d")
            let outcome = try await scenario.succeed("down", "-t", "1")
            #expect(outcome.errors.contains("Resource is still in use"), "\(outcome)")
            #expect(outcome.errors.contains("used by \(stranger)-guest-1"), "\(outcome)")
        }
    }

    @Test func `a container that had to be killed in the end is told`() async throws {
        let text = """
            services:
              web: {image: "busybox:stable", command: ["sh", "-c", "trap '' TERM; while true; do sleep 1; done"]}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            // A shell that has not come to its trap yet ignores nothing, but as PID 1 it does all the same.
            let outcome = try await scenario.succeed("stop", "-t", "1")
            #expect(outcome.errors.contains("-web-1 did not stop within 1s and was killed"), "\(outcome)")
            #expect(outcome.errors.contains("'init: true'"), "\(outcome)")
        }
    }
}
