import DockerEngine
import Testing

/// What `up` and `down` make of the engine.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct LifecycleScenarios {
    private func shop(webEnvironment: String = "") -> String {
        """
        services:
          db: {\(Scenario.idle), volumes: ["data:/data"]}
          web: {\(Scenario.idle), depends_on: [db], environment: {EDITION: "\(webEnvironment)"}}
        volumes:
          data:
        """
    }

    @Test func `up makes containers, network and volume under the names and labels that others know`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let name = scenario.name

            let containers = try await scenario.containers()
            #expect(containers.map(\.name) == ["\(name)-db-1", "\(name)-web-1"])
            #expect(containers.allSatisfy { $0.state == .running })
            let web = try await scenario.container("web")
            let prefix = "com.docker.compose."
            #expect(web.config.labels[prefix + "project"] == name)
            #expect(web.config.labels[prefix + "service"] == "web")
            #expect(web.config.labels[prefix + "container-number"] == "1")
            #expect(web.config.labels[prefix + "oneoff"] == "False")
            #expect(web.config.labels[prefix + "depends_on"] == "db:service_started:false")
            #expect(web.config.labels[prefix + "config-hash"]?.count == 64)
            #expect(web.config.labels[prefix + "image"] == web.imageID)
            #expect(web.config.labels[prefix + "project.working_dir"] == scenario.directory)
            #expect(web.config.labels[prefix + "project.config_files"] == "\(scenario.directory)/compose.yaml")

            let networks = try await Engine.networks(of: name)
            #expect(networks.map(\.name) == ["\(name)_default"])
            #expect(networks.first?.labels[prefix + "network"] == "default")
            #expect(Array(web.networks.keys) == ["\(name)_default"])
            #expect(web.networks["\(name)_default"]?.aliases.contains("web") == true)

            let volumes = try await Engine.volumes(of: name)
            #expect(volumes.map(\.name) == ["\(name)_data"])
            #expect(volumes.first?.labels[prefix + "volume"] == "data")
            let mount = try await scenario.container("db").mounts.first
            #expect(mount?.name == "\(name)_data")
            #expect(mount?.destination == "/data")
        }
    }

    @Test func `a second up changes nothing, and a changed service is replaced alone`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let first = try await [scenario.container("db"), scenario.container("web")]
            try await scenario.succeed("up", "-d")
            let second = try await [scenario.container("db"), scenario.container("web")]
            #expect(second.map(\.id) == first.map(\.id))
            #expect(second.map(\.state.startedAt) == first.map(\.state.startedAt))

            try scenario.write("compose.yaml", shop(webEnvironment: "second"))
            try await scenario.succeed("up", "-d")
            let third = try await [scenario.container("db"), scenario.container("web")]
            #expect(third[0].id == first[0].id)
            #expect(third[0].state.startedAt == first[0].state.startedAt)
            #expect(third[1].id != first[1].id)
            #expect(third[1].config.environment.contains("EDITION=second"))
            #expect(try await scenario.containerNames() == ["db-1", "web-1"])
            #expect(try await scenario.containers().allSatisfy { $0.state == .running })
        }
    }

    @Test func `down removes containers and network, and volumes on demand`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            try await scenario.succeed("down")
            #expect(try await scenario.containers().isEmpty)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
            #expect(try await Engine.volumes(of: scenario.name).map(\.name) == ["\(scenario.name)_data"])
            try await scenario.succeed("down", "-v")
            #expect(try await Engine.volumes(of: scenario.name).isEmpty)
        }
    }

    @Test func `down needs no file when it is told the name`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let outcome = try await scenario.runElsewhere("-p", scenario.name, "down", "-v")
            #expect(outcome.status == 0, "\(outcome)")
            #expect(try await scenario.containers().isEmpty)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
            #expect(try await Engine.volumes(of: scenario.name).isEmpty)
        }
    }

    @Test func `what belongs to somebody else stays`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), networks: [lan], volumes: ["archive:/archive"]}
            networks:
              lan: {external: true, name: "${LAN}"}
            volumes:
              archive: {external: true, name: "${ARCHIVE}"}
            """
        try await Scenario.with(compose: text) { scenario in
            let (lan, archive) = ("\(scenario.name)-lan", "\(scenario.name)-archive")
            let variables = ["LAN": lan, "ARCHIVE": archive]
            let early = try await scenario.run("up", "-d", environment: variables)
            #expect(early.status == 1)
            #expect(early.errors.contains(lan), "\(early)")
            #expect(early.errors.contains(archive), "\(early)")
            #expect(try await scenario.containers().isEmpty)

            let engine = try Engine.connected()
            scenario.atEnd {
                // What cannot be removed stays for a person to look at.
                try? await engine.removeNetwork(lan)
                try? await engine.removeVolume(archive)
            }
            _ = try await engine.createNetwork(NetworkCreation(name: lan))
            _ = try await engine.createVolume(VolumeCreation(name: archive))
            try await scenario.succeed("up", "-d", environment: variables)
            #expect(try await scenario.isRunning("web"))
            try await scenario.succeed("down", "-v", environment: variables)
            #expect(try await scenario.containers().isEmpty)
            #expect(try await engine.inspectNetwork(lan).name == lan)
            #expect(try await engine.inspectVolume(archive).name == archive)
        }
    }

    @Test func `a dry run tells the plan and does nothing`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            let outcome = try await scenario.succeed("--dry-run", "up", "-d")
            let row = outcome.outputLines.first { $0.contains("container \(scenario.name)-web-1") }
            #expect(row?.contains("create") == true, "\(outcome)")
            #expect(try await scenario.containers().isEmpty)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
        }
    }
}
