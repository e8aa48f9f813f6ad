import DockerEngine
import Testing

/// `up --rollback`.
@Suite(.engine, .timeLimit(.minutes(2))) struct RollbackScenarios {
    private func shop(edition: Int, isGood: Bool) -> String {
        """
        services:
          web:
            image: busybox:stable
            command: sleep 1000
            stop_signal: SIGKILL
            environment: {EDITION: "\(edition)"}
            healthcheck: {test: ["CMD", "\(isGood ? "true" : "false")"], interval: 300ms, retries: 2}
        """
    }

    @Test func `a successor that does not become healthy makes room for the old container`() async throws {
        try await Scenario.with(compose: shop(edition: 1, isGood: true)) { scenario in
            try await scenario.succeed("up", "-d", "--wait")
            let old = try await scenario.container("web").id

            try scenario.write("compose.yaml", shop(edition: 2, isGood: false))
            let outcome = try await scenario.run("up", "-d", "--rollback")
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.errors.contains("unhealthy"), "\(outcome)")
            let back = try await scenario.container("web")
            #expect(back.id == old)
            #expect(back.state.status == .running)
            #expect(try await scenario.containers().count == 1)

            // One that works takes its place for good.
            try scenario.write("compose.yaml", shop(edition: 3, isGood: true))
            try await scenario.succeed("up", "-d", "--rollback")
            let new = try await scenario.container("web")
            #expect(new.id != old)
            #expect(new.config.environment.contains("EDITION=3"))
            #expect(try await scenario.containers().count == 1)
        }
    }

    @Test func `a deadline that passes is a failure, too`() async throws {
        try await Scenario.with(compose: shop(edition: 1, isGood: true)) { scenario in
            try await scenario.succeed("up", "-d", "--wait")
            let old = try await scenario.container("web").id
            let slow = shop(edition: 2, isGood: false).replacing("retries: 2", with: "retries: 1000")
            try scenario.write("compose.yaml", slow)
            let outcome = try await scenario.run("up", "-d", "--wait", "--wait-timeout", "2", "--rollback")
            #expect(outcome.status == 3, "\(outcome)")
            #expect(try await scenario.container("web").id == old)
            #expect(try await scenario.isRunning("web"))
        }
    }
}
