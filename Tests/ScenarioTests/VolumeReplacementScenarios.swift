import DockerEngine
import Testing

/// A volume whose definition changed is replaced with the user's consent, and only with it.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct VolumeReplacementScenarios {
    private func shop(_ edition: String) -> String {
        """
        services:
          db: {\(Scenario.idle), volumes: ["data:/data", "/anonymous"]}
          reader: {\(Scenario.idle), volumes_from: [db]}
          other: {\(Scenario.idle)}
        volumes:
          data: {labels: {edition: \(edition)}}
        """
    }

    private func started(_ body: (Scenario) async throws -> Void) async throws {
        try await Scenario.with(compose: shop("one")) { scenario in
            try await scenario.succeed("up", "-d")
            _ = try await scenario.inside("db", "echo old > /data/content; echo old > /anonymous/content")
            try scenario.write("compose.yaml", shop("two"))
            try await body(scenario)
        }
    }

    private func edition(_ scenario: Scenario) async throws -> String? {
        try await Engine.volumes(of: scenario.name).first { $0.name == "\(scenario.name)_data" }?.labels["edition"]
    }

    private let question = "exists but doesn't match configuration in compose file. Recreate (data will be lost)?"

    @Test(arguments: ["n\n", "", "maybe\n"])
    func `without a yes the volume is kept, with a word`(answer: String) async throws {
        try await started { scenario in
            let outcome = try await scenario.succeed("up", "-d", input: answer)
            #expect(outcome.errors.contains("Volume \"\(scenario.name)_data\" \(question)"), "\(outcome)")
            #expect(outcome.errors.contains("it is kept as it is"), "\(outcome)")
            #expect(try await edition(scenario) == "one")
            #expect(try await scenario.inside("db", "cat /data/content") == "old")
        }
    }

    @Test(arguments: [["--yes"], ["-y"], []])
    func `with a yes the volume and its containers are made anew`(flags: [String]) async throws {
        try await started { scenario in
            let other = try await scenario.container("other").id
            let reader = try await scenario.container("reader").id
            let outcome =
                flags.isEmpty
                ? try await scenario.succeed("up", "-d", input: "y\n")
                : try await scenario.succeed("up", "-d", flags[0])
            #expect(outcome.errors.contains(question) == flags.isEmpty, "\(outcome)")
            #expect(try await edition(scenario) == "two")
            #expect(try await scenario.inside("db", "ls /data").isEmpty)
            #expect(try await scenario.inside("db", "cat /anonymous/content") == "old")
            #expect(try await scenario.container("reader").id != reader)
            #expect(try await scenario.container("other").id == other)
            #expect(try await scenario.containers().allSatisfy { $0.state == .running })
        }
    }
}
