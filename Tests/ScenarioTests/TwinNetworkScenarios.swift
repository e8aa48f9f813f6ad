import Testing

@testable import DockerEngine

/// Two networks of one name, which a killed run and the next one can leave on engines before API 1.44.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct TwinNetworkScenarios {
    /// A network that the engine is not asked to compare with the ones that it has.
    private struct Twin: Encodable {
        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case labels = "Labels"
        }

        let name: String
        let labels: [String: String]
    }

    @Test func `up does away with the second network of one name`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle)}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("create")
            let network = try #require(try await Engine.networks(of: scenario.name).first)
            // Newer engines refuse it, and then there is nothing to do away with.
            try? await Engine.connected()
                .submit("/networks/create", json: Twin(name: network.name, labels: network.labels))
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            #expect(try await Engine.networks(of: scenario.name).count == 1)
        }
    }
}
