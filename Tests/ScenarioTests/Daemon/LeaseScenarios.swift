import DockerEngine
import Glibc
import Testing

/// Projects that end with a time or a process.
@Suite(.daemon, .serialized, .timeLimit(.minutes(1))) struct LeaseScenarios {
    private static let text = """
        services:
          db: {\(Scenario.idle), volumes: ["data:/data"]}
        volumes:
          data:
        """

    @Test func `a project is taken down when its time is over, and its volumes are kept`() async throws {
        try await TestDaemon.with(compose: Self.text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--lease", "3s")
            #expect(try await scenario.isRunning("db"))
            try await eventually("the project is gone") { try await scenario.containers().isEmpty }
            try await eventually("the daemon has it no more") {
                try await daemon.ask("/v1/projects/\(scenario.name)").status == 404
            }
            #expect(try await Engine.volumes(of: scenario.name).count == 1)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
        }
    }

    @Test func `a lease that is taken again lasts longer`() async throws {
        try await TestDaemon.with(compose: Self.text) { scenario, _ in
            try await scenario.succeed("up", "-d", "--lease", "3s")
            try await scenario.succeed("up", "-d", "--lease", "10m")
            try await Task.sleep(for: .seconds(4))
            #expect(try await scenario.isRunning("db"))
        }
    }

    @Test func `a project is taken down when the process it is bound to is killed`() async throws {
        try await TestDaemon.with(compose: Self.text) { scenario, _ in
            let job = try Program(
                ["1000"],
                of: "sleep",
                in: "/",
                environment: Scenario.variables,
                input: nil
            )
            try await scenario.succeed("up", "-d", "--bind-pid", "\(job.identifier)")
            try await Task.sleep(for: .seconds(1))
            #expect(try await scenario.isRunning("db"))
            job.signal(SIGKILL)
            _ = try await job.outcome()
            try await eventually("the project is gone") { try await scenario.containers().isEmpty }
        }
    }

    @Test func `a lease that runs out while no daemon runs is honoured by the next`() async throws {
        try await TestDaemon.with(compose: Self.text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--lease", "2s")
            await daemon.stop(by: SIGKILL)
            try await Task.sleep(for: .seconds(2))
            #expect(try await scenario.isRunning("db"))
            try await daemon.start()
            try await eventually("the project is gone") { try await scenario.containers().isEmpty }
        }
    }
}
