import DockerEngine
import Testing

/// Files that change under a supervised project.
@Suite(.daemon, .serialized, .timeLimit(.minutes(1))) struct SourceScenarios {
    private func text(_ mode: String, edition: String) -> String {
        """
        x-swiftcompose: {watch-sources: \(mode)}
        services:
          web: {\(Scenario.idle), environment: {EDITION: "\(edition)"}}
          other: {\(Scenario.idle)}
        """
    }

    private func edition(_ scenario: Scenario) async throws -> String {
        // While the container is made anew there is none.
        let container = try? await scenario.container("web")
        let variable = container?.config.environment.first { $0.hasPrefix("EDITION=") } ?? ""
        return String(variable.dropFirst(8))
    }

    @Test func `a changed file is applied, and one that does not load changes nothing and is told`() async throws {
        try await TestDaemon.with(compose: text("apply", edition: "1")) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            let other = try await scenario.started("other")
            try scenario.write("compose.yaml", text("apply", edition: "2"))
            try await eventually("the change is applied") { try await edition(scenario) == "2" }
            #expect(try await scenario.started("other") == other)

            try scenario.write("compose.yaml", "services: [this is no service\n")
            try await eventually("the broken file is told") {
                try await daemon.incidents(of: scenario.name).contains { $0.kind == "source" && $0.closed == nil }
            }
            let incidents = try await daemon.incidents(of: scenario.name)
            let incident = try #require(incidents.first { $0.kind == "source" })
            #expect(incident.evidence.contains { $0.contains("compose.yaml:1") }, "\(incident)")
            #expect(try await edition(scenario) == "2")

            try scenario.write("compose.yaml", text("apply", edition: "3"))
            try await eventually("the mended file is applied") { try await edition(scenario) == "3" }
            _ = try await daemon.waitForClosed("source", of: scenario.name)
        }
    }

    @Test func `a change that is only announced is told with its plan, and carried out by up`() async throws {
        try await TestDaemon.with(compose: text("announce", edition: "1")) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            try scenario.write("compose.yaml", text("announce", edition: "2"))
            try await eventually("the change is told") {
                try await daemon.incidents(of: scenario.name).contains { $0.kind == "source" && $0.closed == nil }
            }
            let incidents = try await daemon.incidents(of: scenario.name)
            let told = incidents.flatMap { [$0.summary] + $0.evidence }
            #expect(told.contains { $0.contains("EDITION") }, "\(told)")
            #expect(try await edition(scenario) == "1")
            try await scenario.succeed("up", "-d")
            #expect(try await edition(scenario) == "2")
            _ = try await daemon.waitForClosed("source", of: scenario.name)
        }
    }
}
