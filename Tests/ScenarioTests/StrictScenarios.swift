import Testing

/// Warnings that count as errors, and findings for programs.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct StrictScenarios {
    private static let warned = """
        services:
          web:
            \(Scenario.idle.replacing(", ", with: "\n    "))
            deploy:
              placement: {constraints: [node.role == manager]}
        """

    @Test func `a warning is told and nothing more`() async throws {
        try await Scenario.with(compose: Self.warned) { scenario in
            let outcome = try await scenario.succeed("up", "-d")
            #expect(outcome.errors.contains("warning: 'deploy.placement' of service 'web' has no effect"), "\(outcome)")
            #expect(try await scenario.isRunning("web"))
            // Looking at what runs does not repeat it.
            #expect(try await scenario.succeed("ps").errors.isEmpty)
        }
    }

    @Test func `with strict it is an error, and nothing is done`() async throws {
        try await Scenario.with(compose: Self.warned) { scenario in
            let outcome = try await scenario.run("--strict", "--diagnostics", "json", "up", "-d")
            #expect(outcome.status == 1)
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == 1, "\(outcome)")
            #expect(lines.first?.contains(#""path":"services.web.deploy.placement","severity":"error""#) == true)
            #expect(try await scenario.containers().isEmpty)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
        }
    }

    @Test func `a warning of the plan is an error, too, and nothing is done`() async throws {
        try await Scenario.with(compose: "services: {web: {\(Scenario.idle)}, old: {\(Scenario.idle)}}\n") { scenario in
            try await scenario.succeed("up", "-d", "old")
            try scenario.write("compose.yaml", "services: {web: {\(Scenario.idle)}}\n")
            let outcome = try await scenario.run("--strict", "up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("error: "), "\(outcome)")
            #expect(try await scenario.containerNames() == ["old-1"])
        }
    }
}
