import DockerEngine
import Testing

/// What a plan tells of the reasons for which a container is replaced.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct ExplanationScenarios {
    private static let label = "io.github.swiftcompose.service"

    private func shop(foo: String, password: String = "hunter22hunter") -> String {
        """
        services:
          web:
            image: busybox:stable
            command: sleep 1000
            stop_signal: SIGKILL
            environment:
              FOO: "\(foo)"
              DB_PASSWORD: "\(password)"
              DATABASE: "postgres://app:\(password)@db/shop"
        """
    }

    @Test func `a changed variable is named with its old and its new value`() async throws {
        try await Scenario.with(compose: shop(foo: "a")) { scenario in
            try await scenario.succeed("up", "-d")
            let first = try await scenario.container("web").id
            let settled = try await scenario.succeed("--dry-run", "up", "-d")
            #expect(settled.output == "nothing to do\n")

            try scenario.write("compose.yaml", shop(foo: "b"))
            let outcome = try await scenario.succeed("--dry-run", "up", "-d")
            #expect(outcome.output.contains(#" environment.FOO: "a" → "b""#), "\(outcome)")
            #expect(!outcome.output.contains("DB_PASSWORD"), "\(outcome)")
            #expect(try await scenario.container("web").id == first)

            let done = try await scenario.succeed("up", "-d")
            #expect(done.everything.contains(#"environment.FOO: "a" → "b""#), "\(done)")
            #expect(try await scenario.container("web").config.environment.contains("FOO=b"))
        }
    }

    @Test func `a secret is told by its hashes, and is in no label`() async throws {
        try await Scenario.with(compose: shop(foo: "a")) { scenario in
            try await scenario.succeed("up", "-d")
            let labels = try await scenario.container("web").config.labels
            let record = try #require(labels[Self.label])
            #expect(record.contains(#""environment.FOO":"a""#))
            #expect(record.contains("postgres://app:sha256:"))
            #expect(!labels.values.contains { $0.contains("hunter22") })

            try scenario.write("compose.yaml", shop(foo: "a", password: "another22hunter"))
            let outcome = try await scenario.succeed("--dry-run", "up", "-d")
            #expect(outcome.output.contains("environment.DB_PASSWORD: sha256:"), "\(outcome)")
            #expect(outcome.output.contains("environment.DATABASE: "), "\(outcome)")
            #expect(!outcome.everything.contains("hunter"), "\(outcome)")
        }
    }

    @Test func `of a container that says nothing an inspection tells what differs`() async throws {
        try await Scenario.with(compose: shop(foo: "b")) { scenario in
            try await scenario.succeed("up", "-d")
            let made = try await scenario.container("web")
            let engine = try Engine.connected()
            try await engine.removeContainer(made.id, force: true, volumes: true)

            // As docker compose leaves one: its labels, and none of ours.
            let network = "\(scenario.name)_default"
            var creation = ContainerCreation(image: "busybox:stable")
            creation.config.labels = made.config.labels
            creation.config.labels[Self.label] = nil
            creation.config.labels["com.docker.compose.config-hash"] = String(repeating: "0", count: 64)
            creation.config.command = ["sleep", "1000"]
            creation.config.stopSignal = "SIGKILL"
            creation.config.environment = [
                "FOO=a", "DB_PASSWORD=hunter22hunter", "DATABASE=postgres://app:hunter22hunter@db/shop",
            ]
            creation.config.user = "1000"
            creation.host.networkMode = network
            var endpoint = EndpointSettings()
            endpoint.aliases = ["web", made.name]
            creation.endpoints = [network: endpoint]
            let other = try await engine.createContainer(creation, name: made.name)
            try await engine.startContainer(other.id)

            let outcome = try await scenario.succeed("--dry-run", "up", "-d")
            for change in [#" environment.FOO: "a" → "b""#, " user: - 1000"] {
                #expect(outcome.output.contains(change), "\(outcome)")
            }
            #expect(!outcome.everything.contains("hunter"), "\(outcome)")

            try await scenario.succeed("up", "-d")
            let settled = try await scenario.succeed("--dry-run", "up", "-d")
            #expect(settled.output == "nothing to do\n")
        }
    }
}
