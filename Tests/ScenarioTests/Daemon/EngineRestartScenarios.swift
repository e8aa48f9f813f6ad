import DockerEngine
import Foundation
import Testing

/// An engine that ends and comes back, with and without its containers.
///
/// The engine is one of the test's own, beside the one that the other tests use.
@Suite(.daemon, .serialized, .timeLimit(.minutes(4))) struct EngineRestartScenarios {
    private static let shop = """
        services:
          db:
            image: "busybox:stable"
            command: sh -c "rm -f /ready; sleep 0.6; touch /ready; exec sleep 1000"
            stop_signal: SIGKILL
            restart: always
            healthcheck: {test: ["CMD", "test", "-e", "/ready"], interval: 100ms, retries: 50}
          app: {\(Scenario.idle), restart: always, depends_on: {db: {condition: service_healthy}}}
        """

    /// Runs a test with a project in the care of a daemon, on an engine of its own.
    private func with(
        keepsContainers: Bool,
        _ body: (Scenario, TestDaemon, OwnEngine) async throws -> Void
    ) async throws {
        try await Scenario.with(compose: Self.shop) { scenario in
            let engine = try OwnEngine(keepsContainers: keepsContainers)
            scenario.atEnd { await engine.remove() }
            try await engine.start()
            try await engine.takeImage(Engine.image)
            let daemon = try TestDaemon(scenario, engine: engine.host)
            try await daemon.start()
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            try await body(scenario, daemon, engine)
        }
    }

    private func started(_ service: String, _ scenario: Scenario, _ engine: OwnEngine) async throws -> EngineMoment {
        let inspection = try await engine.client().inspectContainer("\(scenario.name)-\(service)-1")
        return try EngineMoment(inspection.state.startedAt)
    }

    @Test func `after a restart of the engine everything is started in order, behind its gates`() async throws {
        try await with(keepsContainers: false) { scenario, daemon, engine in
            let before = try await started("app", scenario, engine)
            try await engine.restart(awayFor: .seconds(2))
            try await eventually("the application is started again", within: .seconds(40)) {
                try await started("app", scenario, engine) > before
            }
            let waited = try await started("db", scenario, engine).duration(to: started("app", scenario, engine))
            #expect(waited > .milliseconds(600), "the gate was passed before the database was healthy")
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            let incident = try await daemon.waitForClosed("engine_restart", of: scenario.name)
            let outage = try #require(incident.outage)
            #expect(outage > 1)
            #expect(try await daemon.incidents(of: scenario.name).filter { $0.kind == "crash_loop" }.isEmpty)
        }
    }

    @Test func `an engine that keeps its containers is restarted without any restart of theirs`() async throws {
        try await with(keepsContainers: true) { scenario, daemon, engine in
            let before = try await [started("db", scenario, engine), started("app", scenario, engine)]
            try await engine.restart(awayFor: .seconds(2))
            try await eventually("the engine is back", within: .seconds(40)) {
                let status: Wire.Daemon = try await daemon.ask("/v1/status").decode()
                return status.engineIsReachable
            }
            try await daemon.waitUntil("app", of: scenario.name, is: "ready")
            try await Task.sleep(for: .seconds(2))
            #expect(try await [started("db", scenario, engine), started("app", scenario, engine)] == before)

            // The events of the new engine are heard.
            try await ContainerProcess.crash("\(scenario.name)-app-1", client: engine.client())
            try await daemon.waitUntilBack("app", of: scenario.name)
        }
    }
}
