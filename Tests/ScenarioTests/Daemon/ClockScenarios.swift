import DockerEngine
import Testing

/// A clock that jumps under the daemon; the engine's goes on.
@Suite(.daemon, .serialized, .timeLimit(.minutes(1))) struct ClockScenarios {
    @Test(arguments: [7_200, -7_200])
    func `a clock that jumps restarts nothing, and keeps nothing from being restarted`(
        seconds: Int
    ) async throws {
        try await Scenario.with(compose: "services:\n  web: {\(Scenario.idle), restart: always}\n") { scenario in
            let clock = try await JumpingClock(in: scenario.directory)
            let daemon = try TestDaemon(scenario, environment: clock.environment)
            try await daemon.start()
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            let before = try await scenario.started("web")
            try clock.set(ahead: seconds)
            try await Task.sleep(for: .seconds(1))
            #expect(try await scenario.started("web") == before)

            try await scenario.crash("web")
            try await daemon.waitUntilBack("web", of: scenario.name)
            let incidents = try await daemon.incidents(of: scenario.name)
            #expect(incidents.map(\.kind) == ["crash"])
            try clock.set(ahead: 0)
            try await scenario.crash("web")
            try await daemon.waitUntilBack("web", of: scenario.name, restarts: 2)
        }
    }
}
