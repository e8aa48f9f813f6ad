import FoundationEssentials
import TestSupport

/// A project in the care of a daemon on a simulated engine.
struct SupervisedProject {
    let folder: ProjectFolder
    let engine: SimulatedEngine
    let daemon: RunningDaemon

    struct Service: Decodable {
        var name: String
        var condition: String
        var running: Int
        var restarts: Int
    }

    struct Incident: Decodable {
        var service: String?
        var kind: String
        var summary: String
        var closed: Double?
    }

    private struct Status: Decodable {
        var services: [Service]
    }

    /// Hands a project over, and waits until all of it is ready or done.
    init(
        _ name: String,
        compose: String,
        on engine: SimulatedEngine,
        in daemon: RunningDaemon,
        within limit: Duration = .seconds(30)
    ) async throws {
        self.engine = engine
        self.daemon = daemon
        folder = try ProjectFolder(name, compose: compose)
        let outcome = try await engine.run(
            ["up", "-d", "--supervise"],
            in: folder,
            environment: daemon.environment,
            within: limit
        )
        guard outcome.status == 0 else { throw TestFailure("\(outcome)") }
        try await waitUntilReady()
    }

    func services() async throws -> [Service] {
        let body = try await daemon.ask("/v1/projects/\(folder.name)")
        return try JSONDecoder().decode(Status.self, from: Data(body.utf8)).services
    }

    /// The oldest first.
    func incidents() async throws -> [Incident] {
        let body = try await daemon.ask("/v1/incidents?limit=1000&project=\(folder.name)")
        return try JSONDecoder().decode([Incident].self, from: Data(body.utf8)).reversed()
    }

    func waitUntilReady() async throws {
        try await eventually("every service is ready or done") {
            try await services().allSatisfy { ["ready", "completed"].contains($0.condition) }
        }
    }

    /// Ends the containers of a service as their programs do that crash; returns their ids.
    @discardableResult
    func crash(_ service: String) throws -> [String] {
        try engine.change { state, now -> [String] in
            let running = state.containers(of: service).filter { $0.isUp }.map(\.id)
            for id in running { try state.crashContainer(id, at: now) }
            return running
        }
    }

    /// How often each container has been started, by name.
    var starts: [String: Int] {
        var starts: [String: Int] = [:]
        for container in engine.state.containers { starts[container.name] = container.starts }
        return starts
    }
}
