import DockerEngine
import Testing

/// Verbs on what exists, and the flags of `up` that say what becomes of it.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct VerbScenarios {
    private func shop(edition: String = "1") -> String {
        """
        services:
          db: {\(Scenario.idle)}
          web: {\(Scenario.idle), depends_on: [db], environment: {EDITION: "\(edition)"}}
        """
    }

    @Test func `stop, start and restart keep the containers and their order`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            let early = try await scenario.run("start")
            #expect(early.status == 1)
            #expect(early.errors.contains("no container to start"), "\(early)")

            try await scenario.succeed("up", "-d")
            let ids = try await [scenario.container("db").id, scenario.container("web").id]
            try await scenario.succeed("stop")
            let (db, web) = try await (scenario.container("db").state, scenario.container("web").state)
            #expect(db.status == .exited)
            #expect(web.status == .exited)
            #expect(try EngineMoment(web.finishedAt) <= EngineMoment(db.finishedAt))

            try await scenario.succeed("start")
            let started = try await [scenario.container("db"), scenario.container("web")]
            #expect(started.map(\.id) == ids)
            #expect(started.allSatisfy { $0.state.status == .running })
            #expect(try EngineMoment(started[0].state.startedAt) <= EngineMoment(started[1].state.startedAt))

            try await scenario.succeed("restart", "web")
            let restarted = try await [scenario.container("db"), scenario.container("web")]
            #expect(restarted.map(\.id) == ids)
            #expect(restarted[0].state.startedAt == started[0].state.startedAt)
            #expect(try EngineMoment(restarted[1].state.startedAt) > EngineMoment(started[1].state.startedAt))

            try await scenario.succeed("stop", "web")
            #expect(try await !scenario.isRunning("web"))
            #expect(try await scenario.isRunning("db"))
        }
    }

    @Test func `create makes containers and starts none`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("create")
            #expect(try await scenario.containers().map(\.state) == [.created, .created])
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.containers().map(\.state) == [.running, .running])
        }
    }

    @Test func `scaling up adds the next numbers and scaling down takes the last`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d", "--scale", "web=3")
            #expect(try await scenario.containerNames() == ["db-1", "web-1", "web-2", "web-3"])
            #expect(try await scenario.containers().allSatisfy { $0.state == .running })
            let first = try await scenario.container("web", 1).id
            try await scenario.succeed("up", "-d", "--scale", "web=2")
            #expect(try await scenario.containerNames() == ["db-1", "web-1", "web-2"])
            #expect(try await scenario.container("web", 1).id == first)
            try await scenario.succeed("up", "-d", "--scale", "web=0")
            #expect(try await scenario.containerNames() == ["db-1"])
        }
    }

    @Test func `up of a service brings its dependencies, unless told not to`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d", "--no-deps", "web")
            #expect(try await scenario.containerNames() == ["web-1"])
            try await scenario.succeed("up", "-d", "web")
            #expect(try await scenario.containerNames() == ["db-1", "web-1"])
        }
    }

    @Test func `containers are replaced by force, and kept by it`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let first = try await [scenario.container("db").id, scenario.container("web").id]
            try await scenario.succeed("up", "-d", "--force-recreate", "web")
            let second = try await [scenario.container("db").id, scenario.container("web").id]
            #expect(second[0] == first[0])
            #expect(second[1] != first[1])

            try scenario.write("compose.yaml", shop(edition: "2"))
            try await scenario.succeed("up", "-d", "--no-recreate")
            #expect(try await scenario.container("web").id == second[1])
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.container("web").config.environment.contains("EDITION=2"))
            #expect(try await scenario.containerNames() == ["db-1", "web-1"])
        }
    }

    @Test func `a dependent that restarts with its dependency starts after the new one`() async throws {
        func text(_ edition: Int) -> String {
            """
            services:
              db: {\(Scenario.idle), environment: {EDITION: "\(edition)"}}
              web: {\(Scenario.idle), depends_on: {db: {condition: service_started, restart: true}}}
            """
        }
        try await Scenario.with(compose: text(1)) { scenario in
            try await scenario.succeed("up", "-d")
            let before = try await scenario.container("web")
            try scenario.write("compose.yaml", text(2))
            try await scenario.succeed("up", "-d")
            let (db, web) = try await (scenario.container("db"), scenario.container("web"))
            #expect(web.id == before.id)
            #expect(try EngineMoment(db.state.startedAt) <= EngineMoment(web.state.startedAt))
            #expect(try EngineMoment(web.state.startedAt) > EngineMoment(before.state.startedAt))
        }
    }

    @Test func `a network that changes is replaced with its containers`() async throws {
        func text(_ label: String) -> String {
            """
            services:
              db: {\(Scenario.idle)}
              web: {\(Scenario.idle), depends_on: [db]}
            networks:
              default: {labels: {edition: \(label)}}
            """
        }
        try await Scenario.with(compose: text("one")) { scenario in
            try await scenario.succeed("up", "-d")
            let before = try #require(try await Engine.networks(of: scenario.name).first)
            try scenario.write("compose.yaml", text("two"))
            try await scenario.succeed("up", "-d")
            let networks = try await Engine.networks(of: scenario.name)
            let after = try #require(networks.first)
            #expect(networks.count == 1)
            #expect(after.id != before.id)
            #expect(after.labels["edition"] == "two")
            for service in ["db", "web"] {
                let container = try await scenario.container(service)
                #expect(container.state.status == .running)
                #expect(container.networks["\(scenario.name)_default"]?.networkID == after.id)
            }
            #expect(try await scenario.inside("web", "ping -c 1 -W 5 db").contains("1 packets received"))
        }
    }

    @Test func `orphans are named, and removed on demand`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            try scenario.write("compose.yaml", "services:\n  db: {\(Scenario.idle)}\n")
            let warned = try await scenario.succeed("up", "-d")
            #expect(warned.errors.contains("\(scenario.name)-web-1"), "\(warned)")
            #expect(warned.errors.contains("orphan"), "\(warned)")
            #expect(try await scenario.containerNames() == ["db-1", "web-1"])
            try await scenario.succeed("up", "-d", "--remove-orphans")
            #expect(try await scenario.containerNames() == ["db-1"])
        }
    }

    @Test func `hooks run after the start and before the stop`() async throws {
        let text = """
            services:
              web:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                volumes: ["data:/data"]
                post_start:
                  - command: ["sh", "-c", "echo started >> /data/log"]
                pre_stop:
                  - command: ["sh", "-c", "echo stopping >> /data/log"]
            volumes:
              data:
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.inside("web", "cat /data/log") == "started")
            try await scenario.succeed("stop")
            try await scenario.succeed("start")
            #expect(try await scenario.inside("web", "cat /data/log") == "started\nstopping\nstarted")
        }
    }

    @Test func `a service behind a profile needs to be asked for`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle)}
              debug: {\(Scenario.idle), profiles: [tools]}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.containerNames() == ["web-1"])
            try await scenario.succeed("--profile", "tools", "up", "-d")
            #expect(try await scenario.containerNames() == ["debug-1", "web-1"])
            let again = try await scenario.succeed("up", "-d")
            #expect(!again.errors.contains("orphan"), "\(again)")
        }
    }
}
