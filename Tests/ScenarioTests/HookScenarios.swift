import DockerEngine
import Testing

/// Hooks before a start and before a stop, on a real engine.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct HookScenarios {
    private func prepared(edition: String = "1") -> String {
        """
        services:
          web:
            image: busybox:stable
            command: sleep 1000
            stop_signal: SIGKILL
            environment: {EDITION: "\(edition)"}
            volumes: ["data:/data"]
            pre_start:
              - command: ["sh", "-c", "echo $$EDITION $$WHO >> /data/runs"]
                environment: {WHO: hook}
        volumes: {data: {}}
        """
    }

    @Test func `hooks prepare what the service finds, once for each of its starts from nothing`() async throws {
        try await Scenario.with(compose: prepared()) { scenario in
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.inside("web", "cat /data/runs") == "1 hook")
            #expect(try await scenario.containerNames() == ["web-1"])
            try await scenario.succeed("up", "-d", "--scale", "web=2")
            #expect(try await scenario.inside("web", "cat /data/runs") == "1 hook")

            try await scenario.succeed("stop")
            try await scenario.succeed("start")
            #expect(try await scenario.inside("web", "cat /data/runs") == "1 hook\n1 hook")

            try scenario.write("compose.yaml", prepared(edition: "2"))
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.inside("web", "cat /data/runs") == "1 hook\n1 hook\n2 hook")
            #expect(try await scenario.containerNames() == ["web-1"])
        }
    }

    @Test func `a hook that fails keeps its service from starting, and stays for a look at it`() async throws {
        func text(_ command: String) -> String {
            """
            services:
              web:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                pre_start:
                  - command: ["sh", "-c", "true"]
                  - command: ["sh", "-c", "\(command)"]
            """
        }
        try await Scenario.with(compose: text("echo boom; exit 3")) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("web pre_start[1] hook exited with status 3"), "\(outcome)")
            #expect(outcome.errors.contains("boom"), "\(outcome)")
            #expect(try await scenario.containerNames() == ["web-1", "web-1-pre_start-1"])
            #expect(try await !scenario.isRunning("web"))

            try scenario.write("compose.yaml", text("true"))
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.containerNames() == ["web-1"])
            #expect(try await scenario.isRunning("web"))

            try scenario.write("compose.yaml", text("exit 4"))
            #expect(try await scenario.run("up", "-d").status == 1)
            try await scenario.succeed("down")
            #expect(try await scenario.containers().isEmpty)
        }
    }

    @Test func `a container that makes room runs its hooks, and one that fails is no reason to stay`() async throws {
        func text(_ edition: Int, _ command: String) -> String {
            """
            services:
              web:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                environment: {EDITION: "\(edition)"}
                volumes: ["data:/data"]
                pre_stop:
                  - command: ["sh", "-c", "\(command)"]
            volumes: {data: {}}
            """
        }
        try await Scenario.with(compose: text(1, "echo $$EDITION >> /data/stops")) { scenario in
            try await scenario.succeed("up", "-d")
            try scenario.write("compose.yaml", text(2, "echo $$EDITION >> /data/stops; exit 7"))
            let outcome = try await scenario.succeed("up", "-d")
            #expect(outcome.errors.contains("web pre_stop hook exited with status 7"), "\(outcome)")
            #expect(try await scenario.inside("web", "cat /data/stops") == "1")
            #expect(try await scenario.container("web").config.environment.contains("EDITION=2"))
        }
    }
}
