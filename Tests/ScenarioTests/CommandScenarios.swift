import DockerEngine
import Testing

/// Commands that run something in a container: `exec` and `run`.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct CommandScenarios {
    private static let text = """
        services:
          db: {\(Scenario.idle)}
          web:
            image: busybox:stable
            command: sleep 1000
            stop_signal: SIGKILL
            environment: {GREETING: hello}
            depends_on: [db]
        """

    @Test func `exec has the output, the input and the code of its command`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d")
            let talk = try await scenario.run("exec", "-T", "web", "sh", "-c", "echo out; echo err >&2")
            #expect(talk.status == 0)
            #expect(talk.output == "out\n")
            #expect(talk.errors == "err\n")

            #expect(try await scenario.run("exec", "-T", "web", "sh", "-c", "exit 7").status == 7)
            let missing = try await scenario.run("exec", "-T", "web", "no-such-program")
            #expect(missing.status != 0)
            #expect(missing.everything.contains("no-such-program"), "\(missing)")

            let text = String(repeating: "x", count: 100_000)
            let piped = try await scenario.run("exec", "-T", "web", "wc", "-c", input: text)
            #expect(piped.output == "100000\n", "\(piped)")
        }
    }

    @Test func `exec takes variables, a directory and a user`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d")
            let outcome = try await scenario.succeed(
                "exec",
                "-T",
                "-e",
                "EXTRA=more",
                "-w",
                "/tmp",
                "-u",
                "1000",
                "web",
                "sh",
                "-c",
                "echo $GREETING $EXTRA; pwd; id -u"
            )
            #expect(outcome.outputLines == ["hello more", "/tmp", "1000"])
        }
    }

    @Test func `exec needs a container that runs`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            let outcome = try await scenario.run("exec", "-T", "web", "true")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("web"), "\(outcome)")
            #expect(outcome.errors.contains("not running"), "\(outcome)")
        }
    }

    @Test func `run makes dependencies ready, ends with the command's code, and leaves no container`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            let outcome = try await scenario.run("run", "--rm", "-T", "web", "sh", "-c", "echo $GREETING; exit 5")
            #expect(outcome.status == 5, "\(outcome)")
            #expect(outcome.output == "hello\n")
            #expect(try await scenario.containerNames() == ["db-1"])
            #expect(try await scenario.isRunning("db"))
        }
    }

    @Test func `a one-off stays when nobody removes it, and is no replica`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed(
                "run",
                "-T",
                "--no-deps",
                "-e",
                "GREETING=bye",
                "web",
                "sh",
                "-c",
                "echo $GREETING"
            )
            let container = try #require(try await scenario.containers().first)
            #expect(container.labels["com.docker.compose.oneoff"] == "True")
            #expect(container.labels["com.docker.compose.container-number"] == nil)
            #expect(container.name.hasPrefix("\(scenario.name)-web-run-"))
            #expect(try await scenario.containers().count == 1)
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            #expect(try await scenario.succeed("ps", "-q").outputLines.count == 2)
            try await scenario.succeed("down", "--remove-orphans")
            #expect(try await scenario.containers().isEmpty)
        }
    }

    @Test func `run in the background prints the id, and its input may come from a pipe`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            let piped = try await scenario.succeed("run", "--rm", "-T", "--no-deps", "web", "cat", input: "through\n")
            #expect(piped.output == "through\n")
            let detached = try await scenario.succeed("run", "-d", "--no-deps", "web", "sleep", "100")
            let id = try #require(detached.outputLines.last)
            #expect(try await Engine.connected().inspectContainer(id).state.isRunning)
        }
    }

    @Test func `run does not start when a dependency fails`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job: {image: "busybox:stable", command: ["sh", "-c", "exit 6"]}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("run", "--rm", "-T", "web", "echo", "never")
            #expect(outcome.status == 1)
            #expect(!outcome.output.contains("never"))
            #expect(outcome.errors.contains("exit 6"), "\(outcome)")
            #expect(try await scenario.containerNames() == ["job-1"])
        }
    }
}
