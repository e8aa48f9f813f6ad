import Glibc
import Testing

/// What containers have written, and are writing.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct LogScenarios {
    private static let text = """
        services:
          talker:
            image: busybox:stable
            command: ["sh", "-c", "echo first; echo second; echo third; sleep 1000"]
            stop_signal: SIGKILL
          job:
            image: busybox:stable
            command: ["sh", "-c", "echo begun; sleep 1; echo done; echo failed >&2"]
        """

    private func waitForTalk(_ scenario: Scenario) async throws {
        try await eventually("everything is written") {
            let output = try await scenario.succeed("logs").output
            return output.contains("third") && output.contains("failed")
        }
    }

    /// What stands behind the prefix.
    private func content(of line: String) -> String {
        line.firstRange(of: "| ").map { String(line[$0.upperBound...]) } ?? "no prefix: \(line)"
    }

    @Test func `lines come in order, under the name of their container`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d")
            try await waitForTalk(scenario)

            let talker = try await scenario.succeed("logs", "talker").outputLines
            #expect(talker.map(content(of:)) == ["first", "second", "third"])
            #expect(talker.allSatisfy { $0.hasPrefix("talker-1 ") })

            let all = try await scenario.succeed("logs").outputLines
            #expect(all.filter { $0.hasPrefix("talker-1") }.map(content(of:)) == ["first", "second", "third"])
            #expect(all.filter { $0.hasPrefix("job-1") }.map(content(of:)).sorted() == ["begun", "done", "failed"])
            // The bars stand below each other, however long the names are.
            #expect(Set(all.map { $0.prefix { $0 != "|" }.count }).count == 1)
        }
    }

    @Test func `fewer lines, times, and no names`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d")
            try await waitForTalk(scenario)

            #expect(
                try await scenario.succeed("logs", "-n", "2", "talker").outputLines.map(content(of:)) == [
                    "second", "third",
                ]
            )
            #expect(try await scenario.succeed("logs", "--tail", "0", "talker").output == "")
            let bare = try await scenario.succeed("logs", "--no-log-prefix", "talker").output
            #expect(bare == "first\nsecond\nthird\n")
            let timed = try await scenario.succeed("logs", "-t", "--no-log-prefix", "talker").outputLines
            #expect(timed.count == 3)
            for line in timed {
                let parts = line.split(separator: " ", maxSplits: 1)
                #expect(throws: Never.self, "\(line)") { try EngineMoment(String(parts[0])) }
                #expect(parts.count == 2)
            }
        }
    }

    @Test func `following ends with the container`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d", "job")
            let outcome = try await scenario.run("logs", "-f", "--no-log-prefix", "job", within: .seconds(20))
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.outputLines.sorted() == ["begun", "done", "failed"], "\(outcome)")
        }
    }

    @Test func `following shows what is written meanwhile, until it is interrupted`() async throws {
        let text = """
            services:
              clock:
                image: busybox:stable
                command: ["sh", "-c", "n=0; while true; do n=$$((n+1)); echo tick $$n; sleep 1; done"]
                stop_signal: SIGKILL
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            let program = try scenario.start("logs", "-f")
            try await program.waitForOutput("tick 3")
            program.signal(SIGINT)
            let outcome = try await program.outcome(within: .seconds(10))
            #expect(outcome.status == 130 || outcome.status == 0, "\(outcome)")
            #expect(try await scenario.isRunning("clock"))
        }
    }
}
