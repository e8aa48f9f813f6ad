import DockerEngine
import Foundation
import Glibc

/// The first process of a container, as this machine sees it.
enum ContainerProcess {
    private struct Inspection: Decodable {
        struct State: Decodable {
            var process: Int32

            enum CodingKeys: String, CodingKey {
                case process = "Pid"
            }
        }

        var state: State

        enum CodingKeys: String, CodingKey {
            case state = "State"
        }
    }

    /// Its id on this machine; 0 while the container does not run.
    static func identifier(of container: String, client: EngineClient? = nil) async throws -> pid_t {
        let bytes = try await (client ?? Engine.connected()).inspectContainerJSON(container)
        return try JSONDecoder().decode(Inspection.self, from: Data(bytes)).state.process
    }

    /// Ends it past the engine, as a crash does; a `docker kill` would be told apart from one.
    static func crash(_ container: String, client: EngineClient? = nil) async throws {
        let process = try await identifier(of: container, client: client)
        guard process > 1 else { throw ScenarioFailure("\(container) has no process") }
        guard kill(process, SIGKILL) == 0 else {
            throw ScenarioFailure("process \(process) of \(container) cannot be killed; run the tests as root")
        }
    }
}

extension Scenario {
    /// Ends the first process of a replica as a crash does.
    func crash(_ service: String, _ number: Int = 1) async throws {
        try await ContainerProcess.crash("\(name)-\(service)-\(number)")
    }

    /// When a replica was last started.
    func started(_ service: String, _ number: Int = 1) async throws -> EngineMoment {
        try await EngineMoment(container(service, number).state.startedAt)
    }
}
