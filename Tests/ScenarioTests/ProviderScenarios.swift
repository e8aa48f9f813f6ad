import DockerEngine
import Foundation
import Glibc
import Testing

/// Services that a program beside the engine provides.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct ProviderScenarios {
    private let shop = """
        services:
          db:
            provider:
              type: nimbus
              options: {size: 3, colour: red}
          web: {\(Scenario.idle), depends_on: [db], environment: {MODE: own}}
          other: {\(Scenario.idle)}
        """

    /// Writes down how it is called, and provides what is asked for.
    private let nimbus = #"""
        #!/bin/sh
        if [ "$2" = metadata ]; then
          echo '{"description": "clouds", "up": {"parameters": [{"name": "size", "required": true}]}, "stop": {}}'
          exit 0
        fi
        echo "$@" >> calls
        if [ "$3" = up ]; then
          [ -e broken ] && echo '{"type": "error", "message": "no credit"}' && exit 0
          echo '{"type": "info", "message": "making a cloud"}'
          echo '{"type": "setenv", "message": "URL=http://cloud"}'
          echo '{"type": "rawsetenv", "message": "MODE=given"}'
        fi
        """#

    private func with(_ body: (Scenario, [String: String]) async throws -> Void) async throws {
        try await Scenario.with(["compose.yaml": shop, "bin/nimbus": nimbus]) { scenario in
            chmod("\(scenario.directory)/bin/nimbus", 0o755)
            try await body(scenario, ["PATH": "\(scenario.directory)/bin:/usr/local/bin:/usr/bin:/bin"])
        }
    }

    /// How the program was called, without the project's name.
    private func calls(_ scenario: Scenario) throws -> [String] {
        let text = try String(contentsOfFile: "\(scenario.directory)/calls", encoding: .utf8)
        try scenario.write("calls", "")
        return text.split(separator: "\n").map { String($0).replacing(" --project-name=\(scenario.name)", with: "") }
    }

    @Test func `dependents are told how to reach it, and stay as they are at the next run`() async throws {
        try await with { scenario, environment in
            let first = try await scenario.succeed("up", "-d", environment: environment)
            #expect(first.errors.contains("making a cloud"), "\(first)")
            #expect(first.errors.contains("replaces variable MODE of service web"), "\(first)")
            #expect(try calls(scenario) == ["compose up --size=3 db"])
            let web = try await scenario.container("web")
            #expect(web.config.environment.contains("DB_URL=http://cloud"))
            #expect(web.config.environment.contains("MODE=given"))
            let other = try await scenario.container("other")
            #expect(!other.config.environment.contains { $0.hasPrefix("DB_URL") })

            try await scenario.succeed("up", "-d", environment: environment)
            #expect(try await scenario.container("web").id == web.id)
            #expect(try calls(scenario) == ["compose up --size=3 db"])

            try await scenario.succeed("stop", environment: environment)
            #expect(try calls(scenario) == ["compose stop db"])
            try await scenario.succeed("start", environment: environment)
            try await scenario.succeed("down", environment: environment)
            #expect(try calls(scenario) == ["compose down db"])
        }
    }

    @Test func `what cannot be provided keeps its dependents from being made, and no others`() async throws {
        try await with { scenario, environment in
            try scenario.write("broken", "")
            let outcome = try await scenario.run("up", "-d", environment: environment)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("provider 'nimbus' of service 'db': no credit"), "\(outcome)")
            #expect(try await scenario.containerNames() == ["other-1"])
        }
    }

    @Test func `a program that is not there is named`() async throws {
        try await Scenario.with(compose: shop) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("provider 'nimbus' of service 'db' is not installed"), "\(outcome)")
        }
    }
}
