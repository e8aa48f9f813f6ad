import DockerEngine
import Foundation
import Testing

/// `up --timings`: what took how long.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct TimingScenarios {
    private let shop = """
        services:
          db:
            image: busybox:stable
            command: sleep 1000
            stop_signal: SIGKILL
            healthcheck: {test: ["CMD", "true"], interval: 200ms}
          web: {\(Scenario.idle), depends_on: {db: {condition: service_healthy}}}
        """

    private struct Trace: Decodable {
        struct Event: Decodable {
            var name: String
            var ph: String
            var tid: Int?
            var ts: Int?
            var dur: Int?
        }

        var traceEvents: [Event]
    }

    @Test func `a timeline shows every step, and the wait on the critical path`() async throws {
        try await Scenario.with(compose: shop) { scenario in
            let outcome = try await scenario.succeed("up", "-d", "--timings", "web")
            let waits = outcome.outputLines.filter { $0.contains("wait for db to be healthy") && $0.contains("░") }
            #expect(waits.count == 1 && waits.first?.hasPrefix("*") == true, "\(outcome)")
            #expect(outcome.outputLines.contains { $0.contains("start \(scenario.name)-web-1") && $0.contains("█") })
            #expect(outcome.outputLines.contains { $0.hasPrefix("total ") })
            #expect(outcome.outputLines.last?.hasPrefix("critical path (*): ") == true, "\(outcome)")
        }
    }

    @Test func `a trace is written where a file is named`() async throws {
        try await Scenario.with(compose: shop) { scenario in
            try await scenario.succeed("up", "-d", "--timings=up.json")
            let data = try #require(FileManager.default.contents(atPath: "\(scenario.directory)/up.json"))
            let events = try JSONDecoder().decode(Trace.self, from: data).traceEvents
            let rows = Set(events.filter { $0.name == "thread_name" }.compactMap(\.tid))
            let steps = events.filter { $0.ph == "X" }
            #expect(steps.contains { $0.name == "start \(scenario.name)-web-1" })
            #expect(steps.allSatisfy { $0.ts != nil && ($0.dur ?? 0) > 0 && rows.contains($0.tid ?? 0) })
        }
    }
}
