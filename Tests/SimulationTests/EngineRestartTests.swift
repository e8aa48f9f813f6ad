import TestSupport
import Testing

/// An engine that goes away in the middle of a run and comes back a second later with what it held.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct EngineRestartTests {
    /// The engine goes when the first such call comes in, and does not do what it asks for.
    struct Moment: Sendable, CustomTestStringConvertible {
        let method: String
        let end: String

        var testDescription: String { "\(method) …\(end)" }
    }

    static let moments = [
        Moment(method: "POST", end: "/networks/create"),
        Moment(method: "POST", end: "/volumes/create"),
        Moment(method: "POST", end: "/containers/create"),
        Moment(method: "POST", end: "/connect"),
        Moment(method: "POST", end: "/start"),
    ]

    private func cleanEnd(_ folder: ProjectFolder, _ start: SimulatedState) async throws -> String {
        try await SimulatedEngine.with(start) { engine -> String in
            let outcome = try await engine.run(["up", "-d"], in: folder)
            try #require(outcome.status == 0, "\(outcome)")
            guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
            return engine.state.summary
        }
    }

    @Test(arguments: EngineRestartTests.moments)
    func `up goes on once the engine is back`(_ moment: Moment) async throws {
        let folder = try ProjectFolder("restart", compose: Projects.shop)
        let start = Projects.emptyEngine()
        let fault = Fault(.restarts(downtime: .seconds(1)), at: .first(moment.method, moment.end))
        try await RunPlaces.withOne {
            let wanted = try await cleanEnd(folder, start)
            try await SimulatedEngine.with(start, faults: [fault]) { engine -> Void in
                let outcome = try await engine.run(["up", "-d"], in: folder, within: .seconds(60))
                #expect(engine.struck.count == 1)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(outcome.duration > .seconds(1))
                guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
                #expect(engine.state.summary == wanted)
            }
        }
    }

    @Test func `a gate opens although the engine was away when its container became healthy`() async throws {
        let folder = try ProjectFolder("restart-gate", compose: Projects.shop)
        let start = Projects.emptyEngine(healthyAfter: .milliseconds(700))
        try await RunPlaces.withOne {
            let wanted = try await cleanEnd(folder, start)
            try await SimulatedEngine.with(start) { engine -> Void in
                let program = try engine.start(["up", "-d"], in: folder)
                try await eventually("the database runs") { Self.hasStarted("db", engine) }
                try await eventually("the job has ended") { engine.state.containers(of: "job").first?.ends == 1 }
                // Nothing is under way but the wait for the database.
                engine.restart(downtime: .seconds(1))
                let outcome = try await program.outcome(within: .seconds(60))
                #expect(outcome.status == 0, "\(outcome)")
                guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
                #expect(engine.state.summary == wanted)
            }
        }
    }

    @Test func `a gate opens although the stream of events broke while it waited`() async throws {
        let folder = try ProjectFolder("broken-stream", compose: Projects.shop)
        let start = Projects.emptyEngine(healthyAfter: .milliseconds(500))
        try await RunPlaces.withOne {
            try await SimulatedEngine.with(start) { engine -> Void in
                let program = try engine.start(["up", "-d"], in: folder)
                try await eventually("the database runs") { Self.hasStarted("db", engine) }
                engine.breakEventStreams()
                let outcome = try await program.outcome()
                #expect(outcome.status == 0, "\(outcome)")
                let database = try #require(engine.state.containers(of: "db").first)
                let application = try #require(engine.state.containers(of: "app").first)
                #expect(application.status == .running)
                let events = engine.state.events
                let healthy = events.firstIndex { $0.actor == database.id && $0.action == "health_status: healthy" }
                let started = events.firstIndex { $0.actor == application.id && $0.action == "start" }
                let (opened, passed) = (try #require(healthy), try #require(started))
                #expect(opened < passed)
                let streams = engine.calls.filter { $0.path == "/events" }
                #expect(streams.count > 1, "the stream was not taken up again")
            }
        }
    }

    private static func hasStarted(_ service: String, _ engine: SimulatedEngine) -> Bool {
        engine.state.containers(of: service).first?.status == .running
    }
}
