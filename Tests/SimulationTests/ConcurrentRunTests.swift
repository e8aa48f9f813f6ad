import TestSupport
import Testing

/// Several runs of one project at once.
@Suite(.timeLimit(.minutes(2)))
struct ConcurrentRunTests {
    @Test func `eight runs of up at once all succeed, and come to what one run comes to`() async throws {
        let folder = try ProjectFolder("concurrent", compose: Projects.shop)
        let start = Projects.emptyEngine()
        let wanted = try await RunPlaces.withOne {
            try await SimulatedEngine.with(start) { engine -> String in
                let outcome = try await engine.run(["up", "-d"], in: folder)
                try #require(outcome.status == 0, "\(outcome)")
                guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
                return engine.state.summary
            }
        }
        try await RunPlaces.withAll {
            try await SimulatedEngine.with(start) { engine -> Void in
                let programs = try (0..<8).map { _ in try engine.start(["up", "-d"], in: folder) }
                for program in programs {
                    let outcome = try await program.outcome(within: .seconds(60))
                    #expect(outcome.status == 0, "\(outcome)")
                }
                guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
                #expect(engine.state.summary == wanted)
                let created = engine.state.events.filter { $0.kind == .container && $0.action == "create" }
                #expect(created.count == 3, "a container was made more than once")
            }
        }
    }
}
