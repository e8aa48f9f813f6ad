import TestSupport
import Testing

/// What the daemon takes of the machine and of the engine, and how quickly it reacts.
///
/// The numbers are bounds that hold for a debug build on a busy machine; `scripts/bench` measures the release build.
@Suite(.serialized, .timeLimit(.minutes(10))) struct DaemonScaleTests {
    /// Services that do nothing, each of so many containers.
    private func compose(services: Int, replicas: Int) -> String {
        let names = (0..<services).map { "  s\($0): {image: \"busybox:stable\", scale: \(replicas)}\n" }
        return "services:\n" + names.joined()
    }

    @Test func `100 containers that die at once are started once each`() async throws {
        try await RunPlaces.withAll {
            try await RunningDaemon.with { engine, daemon -> Void in
                let text = compose(services: 25, replicas: 4)
                let project = try await SupervisedProject("daemon-hundred", compose: text, on: engine, in: daemon)
                try engine.change { state, now -> Void in
                    for container in state.containers { try state.crashContainer(container.id, code: 137, at: now) }
                }
                try await eventually("all run again") {
                    engine.state.containers.allSatisfy { $0.isUp && $0.starts >= 2 }
                }
                try await project.waitUntilReady()
                try await Task.sleep(for: .seconds(1))
                #expect(engine.state.containers.count == 100)
                #expect(project.starts.values.allSatisfy { $0 == 2 }, "\(project.starts)")
                #expect(try await project.incidents().allSatisfy { $0.kind == "crash" && $0.closed != nil })
            }
        }
    }

    @Test func `a daemon with nothing to do asks the engine nothing`() async throws {
        try await RunPlaces.withAll {
            try await RunningDaemon.with { engine, daemon -> Void in
                _ = try await SupervisedProject(
                    "daemon-idle",
                    compose: compose(services: 10, replicas: 2),
                    on: engine,
                    in: daemon
                )
                try await Task.sleep(for: .seconds(1))
                let before = engine.calls.count
                try await Task.sleep(for: .seconds(5))
                let news = engine.calls.dropFirst(before).map(\.description)
                #expect(news.isEmpty, "\(news)")
            }
        }
    }

    @Test func `5000 containers take less than 256 MiB, and a crash among them is answered within 50 ms`()
        async throws
    {
        try await RunPlaces.withAll {
            try await RunningDaemon.with { engine, daemon -> Void in
                var projects: [SupervisedProject] = []
                for number in 0..<20 {
                    projects.append(
                        try await SupervisedProject(
                            "daemon-many-\(number)",
                            compose: compose(services: 50, replicas: 5),
                            on: engine,
                            in: daemon,
                            within: .seconds(120)
                        )
                    )
                }
                #expect(engine.state.containers.count == 5_000)

                var reactions: [Duration] = []
                for number in 0..<21 {
                    reactions.append(try await reaction(of: projects[number % projects.count], number, engine))
                }
                let median = reactions.sorted()[reactions.count / 2]
                #expect(median < .milliseconds(50), "\(reactions)")
                let memory = try daemon.memory()
                #expect(memory < 256 << 20, "\(memory >> 20) MiB")
            }
        }
    }

    /// From the death of a container to the request that starts it.
    private func reaction(
        of project: SupervisedProject,
        _ number: Int,
        _ engine: SimulatedEngine
    ) async throws -> Duration {
        let name = "\(project.folder.name)-s\(number)-1"
        guard let container = engine.state.container(name) else { throw TestFailure("no \(name)") }
        let path = "/containers/\(container.id)/start"
        let before = engine.calls.count
        let death = ContinuousClock.now
        try engine.change { state, now -> Void in try state.crashContainer(container.id, at: now) }
        var start: ContinuousClock.Instant?
        try await eventually("\(name) is started") {
            start = engine.calls.dropFirst(before).first { $0.path == path || $0.path.contains(name) }?.arrivedAt
            return start != nil
        }
        guard let start else { throw TestFailure("no start of \(name)") }
        return start - death
    }
}
