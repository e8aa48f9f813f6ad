import DockerEngine
import Glibc
import Testing

/// A run that is cut short leaves nothing that the next cannot finish.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct InterruptionScenarios {
    private func shop(edition: Int) -> String {
        """
        x-base: &base
          image: "busybox:stable"
          command: sleep 1000
          stop_signal: SIGKILL
          environment: {EDITION: "\(edition)"}
        services:
          db:
            <<: *base
            healthcheck: {test: ["CMD", "true"], interval: 200ms, timeout: 10s}
            volumes: ["/anonymous"]
          api:
            <<: *base
            scale: 2
            depends_on: {db: {condition: service_healthy}}
          web:
            <<: *base
            depends_on: [api]
        """
    }

    private func expectSettled(_ scenario: Scenario, edition: Int, _ comment: Comment) async throws {
        #expect(try await scenario.containerNames() == ["api-1", "api-2", "db-1", "web-1"], comment)
        for container in try await scenario.containers() {
            #expect(container.state == .running, comment)
            let inspection = try await Engine.connected().inspectContainer(container.id)
            #expect(inspection.config.environment.contains("EDITION=\(edition)"), comment)
            #expect(Array(inspection.networks.keys) == ["\(scenario.name)_default"], comment)
        }
    }

    @Test func `a run that is killed at any moment is finished by the next`() async throws {
        try await Scenario.with(compose: shop(edition: 0)) { scenario in
            for round in 0..<3 {
                try scenario.write("compose.yaml", shop(edition: round))
                let delay = Int.random(in: 30...1500)
                let program = try scenario.start("up", "-d")
                try await Task.sleep(for: .milliseconds(delay))
                program.signal(SIGKILL)
                _ = try await program.outcome()
                // What the engine had under way ends first, as it does before a person types again.
                try await Task.sleep(for: .milliseconds(500))
                let outcome = try await scenario.run("up", "-d")
                let comment: Comment = "round \(round), killed after \(delay) ms\n\(outcome)"
                #expect(outcome.status == 0, comment)
                try await expectSettled(scenario, edition: round, comment)
            }
        }
    }

    @Test func `what a killed replacement leaves is put right`() async throws {
        try await Scenario.with(compose: shop(edition: 0)) { scenario in
            try await scenario.succeed("up", "-d")
            try scenario.write("compose.yaml", shop(edition: 1))
            let program = try scenario.start("up", "-d")
            // The first replacement is there under its temporary name, at the latest when it has the final one.
            try await eventually("a replacement is made") {
                try await scenario.containers().contains { $0.name.contains("_\(scenario.name)-") }
                    || program.errors.contains("Recreated")
            }
            program.signal(SIGKILL)
            _ = try await program.outcome()
            try await Task.sleep(for: .milliseconds(500))
            try await scenario.succeed("up", "-d")
            try await expectSettled(scenario, edition: 1, "after the second run")
        }
    }

    @Test func `an interrupted run ends with 130, and the next finishes`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
              db:
                image: "busybox:stable"
                command: ["sh", "-c", "sleep 3; touch /tmp/ready; sleep 1000"]
                stop_signal: SIGKILL
                healthcheck: {test: ["CMD", "test", "-f", "/tmp/ready"], interval: 200ms, timeout: 5s, retries: 100}
            """
        try await Scenario.with(compose: text) { scenario in
            let program = try scenario.start("up", "-d")
            try await eventually("db runs") { try await scenario.isRunning("db") }
            program.signal(SIGINT)
            let outcome = try await program.outcome(within: .seconds(20))
            #expect(outcome.status == 130, "\(outcome)")
            #expect(try await !scenario.isRunning("web"))
            // Detached, so what was started runs on.
            #expect(try await scenario.isRunning("db"))
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
        }
    }
}
