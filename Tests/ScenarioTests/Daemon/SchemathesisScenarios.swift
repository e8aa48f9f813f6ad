import Foundation
import Testing

/// The interface, checked against its own description by a tool that has seen many.
@Suite(.daemon, .serialized, .timeLimit(.minutes(5))) struct SchemathesisScenarios {
    /// Whether the tool is there, or could be installed; asked once.
    static let isThere = Task { () -> Bool in
        // What cannot be started is not there.
        guard let program = try? SchemathesisScenarios.run(["--install"]) else { return false }
        guard let outcome = try? await program.outcome(within: .seconds(120)) else { return false }
        if outcome.status != 0 { print(outcome.errors) }
        return outcome.status == 0
    }

    private static func run(_ arguments: [String]) throws -> Program {
        try Program(
            arguments,
            of: "\(Repository.root)/scripts/fuzz-api",
            in: "/tmp",
            environment: ProcessInfo.processInfo.environment,
            input: nil
        )
    }

    @Test(
        .enabled("schemathesis is not there and cannot be installed from PyPI") {
            await SchemathesisScenarios.isThere.value
        }
    )
    func `no request makes the daemon answer anything but what its description says`() async throws {
        let text = "services:\n  web: {\(Scenario.idle)}\n"
        try await TestDaemon.with(compose: text) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            let program = try Self.run(["--socket", daemon.socket, "--examples", "20", "--seed", "1"])
            let outcome = try await program.outcome(within: .seconds(240))
            #expect(outcome.status == 0, "\(outcome)")
            // The project may be gone by now: some of the requests mean it.
            #expect(try await daemon.ask("/v1/status").status == 200)
        }
    }
}
