import Foundation
import Testing

/// The daemon on a machine without an init system.
@Suite(.daemon, .serialized, .timeLimit(.minutes(1))) struct DaemonLifeScenarios {
    @Test func `a daemon is started, looked at and ended by the program`() async throws {
        try await Scenario.with(compose: "services:\n  web: {\(Scenario.idle)}\n") { scenario in
            let state = "\(scenario.directory)/state"
            scenario.set("SWIFTCOMPOSE_STATE", to: state)
            scenario.beforeEnd { [scenario] in
                // One that has ended already is what the test is about.
                _ = try? await scenario.run("daemon", "stop", "--timeout", "10")
            }
            let before = try await scenario.run("daemon", "status")
            #expect(before.status == 1)
            #expect(before.errors.contains("swiftcompose daemon start"), "\(before)")

            try await scenario.succeed("daemon", "start")
            let again = try await scenario.succeed("daemon", "start")
            #expect(again.errors.contains("runs already"), "\(again)")
            let status = try await scenario.succeed("daemon", "status")
            #expect(status.output.contains("\(state)/daemon.sock"), "\(status)")
            try await scenario.succeed("up", "-d", "--supervise")
            try await scenario.succeed("wait", "--healthy", "--timeout", "20")
            let logs = try await scenario.succeed("daemon", "logs")
            #expect(!logs.output.isEmpty)

            try await scenario.succeed("daemon", "stop")
            #expect(try await scenario.isRunning("web"))
            let after = try await scenario.run("status")
            #expect(after.status == 1, "\(after)")
        }
    }
}
