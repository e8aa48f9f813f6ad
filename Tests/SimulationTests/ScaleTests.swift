import TestSupport
import Testing

/// What hundreds of services cost in calls and in waiting.
///
/// The latencies are the simulated engine's and large on purpose: these tests are about scheduling, whether anything waits
/// for what it need not wait for. They say nothing of the speed of this program, nor of any real engine.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct ScaleTests {
    private static let small = LayeredProject(layers: 2, width: 2, leaves: 1, parallel: 40)
    private static let large = LayeredProject(layers: 7, width: 10, leaves: 430, parallel: 40)

    /// A tenth more than what no scheduler does better than.
    private static var allowed: Duration { large.lowerBound + large.lowerBound / 10 }

    private struct Run {
        var calls: [SimulatedCall]
        var state: SimulatedState
        /// The calls of an `up` on what the first has made.
        var again: [SimulatedCall]

        /// From the first change that was asked for to the last that was done.
        var makespan: Duration {
            let changes = calls.filter(\.isChange)
            guard let first = changes.map(\.arrivedAt).min(), let last = changes.compactMap(\.answeredAt).max() else {
                return .zero
            }
            return last - first
        }
    }

    private func run(_ project: LayeredProject, _ name: String) async throws -> Run {
        let folder = try ProjectFolder(name, compose: project.compose)
        return try await SimulatedEngine.with(project.state) { engine -> Run in
            let command = ["--parallel", "\(project.parallel)", "up", "-d"]
            let first = try await engine.run(command, in: folder, within: .seconds(90))
            try #require(first.status == 0, "\(first)")
            let calls = engine.calls
            guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
            let again = try await engine.run(command, in: folder, within: .seconds(60))
            try #require(again.status == 0, "\(again)")
            return Run(calls: calls, state: engine.state, again: Array(engine.calls.dropFirst(calls.count)))
        }
    }

    @Test func `500 services take the lists of five, two changes each, and the time of their longest chain`()
        async throws
    {
        // Nothing else of these tests runs meanwhile, since time is measured.
        let (small, large) = try await RunPlaces.withAll { () async throws -> (Run, Run) in
            let small = try await run(Self.small, "scale-small")
            var large = try await run(Self.large, "scale-large")
            // What else the machine does only adds to it, so that the best of a few tells most of the schedule.
            for _ in 0..<2 where large.makespan > Self.allowed {
                let next = try await run(Self.large, "scale-large")
                if next.makespan < large.makespan { large = next }
            }
            return (small, large)
        }

        #expect(Self.large.serviceCount == 500)
        let running = large.state.containers.filter { $0.status == .running }
        #expect(running.count == 500)

        let lists = large.calls.filter(\.isList)
        let fewLists = small.calls.filter(\.isList)
        #expect(lists.map(\.path).sorted() == fewLists.map(\.path).sorted())
        #expect(large.calls.count <= 2 * Self.large.serviceCount + 20)

        let bound = Self.large.lowerBound
        #expect(large.makespan >= bound, "the bound is none: \(large.makespan) is less than \(bound)")
        #expect(large.makespan <= Self.allowed, "took \(large.makespan); no scheduler does better than \(bound)")

        let again = large.again.map(\.description)
        #expect(again.count <= 5, "\(again)")
        let changes = large.again.filter(\.isChange)
        #expect(changes.isEmpty)
    }
}
