import DockerEngine
import Testing

/// What somebody else changes on the engine is repaired or told, as the policy says.
@Suite(.daemon, .serialized, .timeLimit(.minutes(2))) struct DriftScenarios {
    private func text(_ policy: String = "") -> String {
        "x-swiftcompose: {\(policy)}\nservices:\n  web: {\(Scenario.idle)}\n"
    }

    /// The project, handed over and ready.
    private func with(
        _ policy: String = "",
        _ body: (Scenario, TestDaemon, EngineClient) async throws -> Void
    ) async throws {
        try await TestDaemon.with(compose: text(policy)) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            try await body(scenario, daemon, Engine.connected())
        }
    }

    @Test func `a container that is removed by hand is made again`() async throws {
        try await with { scenario, daemon, engine in
            let before = try await scenario.container("web").id
            try await engine.removeContainer(before, force: true)
            try await eventually("there is another, which runs") { try await scenario.isRunning("web") }
            #expect(try await scenario.container("web").id != before)
            let incident = try await daemon.waitForClosed("removed_outside", of: scenario.name)
            #expect(incident.service == "web")
            let kinds = try await daemon.incidents(of: scenario.name).map(\.kind)
            #expect(kinds == ["removed_outside"], "the kill of a forced removal is no crash")
        }
    }

    @Test func `a stop from outside is told and left where the policy reports`() async throws {
        try await with("drift: {stopped: report}") { scenario, daemon, engine in
            _ = try await engine.stopContainer("\(scenario.name)-web-1")
            try await eventually("the stop is told") {
                try await daemon.incidents(of: scenario.name).map(\.kind) == ["stopped_outside"]
            }
            try await Task.sleep(for: .seconds(1))
            #expect(try await !scenario.isRunning("web"))
        }
    }

    @Test func `a stop from outside is undone where the policy repairs`() async throws {
        try await with("drift: {stopped: repair}") { scenario, daemon, engine in
            let started = try await scenario.started("web")
            _ = try await engine.stopContainer("\(scenario.name)-web-1")
            try await eventually("it runs again") {
                let state = try await scenario.container("web").state
                return try state.isRunning && EngineMoment(state.startedAt) > started
            }
            _ = try await daemon.waitForClosed("stopped_outside", of: scenario.name)
            #expect(try await daemon.incidents(of: scenario.name).map(\.kind) == ["stopped_outside"])
        }
    }

    @Test func `a kill through the engine is told apart from a crash`() async throws {
        try await with("drift: repair") { scenario, daemon, engine in
            try await engine.killContainer("\(scenario.name)-web-1")
            _ = try await daemon.waitForClosed("stopped_outside", of: scenario.name)
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            #expect(try await daemon.incidents(of: scenario.name).map(\.kind) == ["stopped_outside"])
        }
    }

    @Test func `a container that is cut off from its network is joined to it again`() async throws {
        try await with("drift: repair") { scenario, daemon, engine in
            let network = "\(scenario.name)_default"
            try await engine.disconnect("\(scenario.name)-web-1", fromNetwork: network, force: true)
            try await eventually("it is on its network and runs") {
                // While it is made anew there is none.
                guard let now = try? await scenario.container("web") else { return false }
                return now.state.isRunning && now.networks[network] != nil
            }
            _ = try await daemon.waitForClosed("drift", of: scenario.name)
        }
    }

    @Test func `a container that is renamed gets its name back`() async throws {
        try await with("drift: repair") { scenario, daemon, engine in
            let name = "\(scenario.name)-web-1"
            try await engine.renameContainer(name, to: "\(scenario.name)-stray")
            try await eventually("the name is back") { try await scenario.isRunning("web") }
            _ = try await daemon.waitForClosed("drift", of: scenario.name)
            #expect(try await scenario.containerNames() == ["web-1"])
        }
    }
}
