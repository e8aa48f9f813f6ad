import DockerEngine
import Testing

/// `kill`, `rm`, `pause`, `unpause` and `scale`.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct SmallVerbScenarios {
    private func shop(edition: Int = 1) -> String {
        """
        services:
          db: {\(Scenario.idle)}
          web: {\(Scenario.idle), depends_on: [db], environment: {EDITION: "\(edition)"}}
        """
    }

    @Test func `kill ends what runs and tells when there is nothing`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            let nothing = try await scenario.succeed("kill")
            #expect(nothing.errors.contains("No container to kill"), "\(nothing)")
            try await scenario.succeed("up", "-d")
            try await scenario.succeed("kill", "-s", "WINCH")
            #expect(try await scenario.containers().map(\.state) == [.running, .running])
            try await scenario.succeed("kill", "web")
            #expect(try await scenario.container("web").state.exitCode == 137)
            #expect(try await scenario.isRunning("db"))
            try await scenario.succeed("pause", "db")
            try await scenario.succeed("kill")
            #expect(try await scenario.container("db").state.exitCode == 137)
        }
    }

    @Test func `rm removes what has ended, once it is agreed to`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let nothing = try await scenario.succeed("rm", input: "y\n")
            #expect(nothing.errors.contains("No stopped containers"), "\(nothing)")

            try await scenario.succeed("kill", "web")
            let refused = try await scenario.succeed("rm", input: "n\n")
            #expect(refused.errors.contains("Going to remove \(scenario.name)-web-1"), "\(refused)")
            #expect(refused.errors.contains("Are you sure? [yN]"), "\(refused)")
            try await scenario.succeed("rm")
            #expect(try await scenario.containerNames() == ["db-1", "web-1"])
            try await scenario.succeed("rm", input: "y\n")
            #expect(try await scenario.containerNames() == ["db-1"])

            let forced = try await scenario.succeed("rm", "-fs")
            #expect(forced.output == "Going to remove \(scenario.name)-db-1\n")
            #expect(try await scenario.containers().isEmpty)
        }
    }

    @Test func `pause freezes what runs, and doing it again changes nothing`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            try await scenario.succeed("pause", "web")
            try await scenario.succeed("pause")
            #expect(try await scenario.containers().map(\.state) == [.paused, .paused])
            try await scenario.succeed("unpause")
            try await scenario.succeed("unpause")
            #expect(try await scenario.containers().map(\.state) == [.running, .running])
            let unknown = try await scenario.run("pause", "wbe")
            #expect(unknown.status == 1)
            #expect(unknown.errors.contains("web"), "\(unknown)")
        }
    }

    @Test func `scale adds and takes away, and replaces nothing`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let first = try await scenario.container("web").id
            try scenario.write("compose.yaml", shop(edition: 2))
            try await scenario.succeed("scale", "web=2")
            #expect(try await scenario.containerNames() == ["db-1", "web-1", "web-2"])
            #expect(try await scenario.container("web").id == first)
            try await scenario.succeed("scale", "--no-deps", "web=0")
            #expect(try await scenario.containerNames() == ["db-1"])
            let wrong = try await scenario.run("scale", "web")
            #expect(wrong.status == 1)
            #expect(wrong.errors.contains("invalid scale specifier: web"), "\(wrong)")
        }
    }
}
