import DockerEngine
import Foundation
import Glibc
import Testing

/// A Docker engine that belongs to one test, which may restart it; made by `scripts/engine`, and takes root.
final class OwnEngine: Sendable {
    private let data: String

    var socket: String { "\(data)/docker.sock" }
    /// `DOCKER_HOST` for whoever is to use it.
    var host: String { "unix://\(socket)" }

    /// - `keepsContainers`: whether containers go on running while the engine is away.
    init(keepsContainers: Bool) throws {
        data = "/tmp/swiftcompose-own-engine-\(UUID().uuidString.lowercased().prefix(8))"
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let settings = Data("{\"live-restore\": \(keepsContainers)}\n".utf8)
        try settings.write(to: URL(filePath: "\(data)/daemon.json"))
    }

    func client() throws -> EngineClient { EngineClient(host: EngineHost(socket: socket)) }

    func start() async throws {
        let outcome = try await run("start")
        try #require(outcome.status == 0, "\(outcome)")
    }

    /// Ends the engine, and starts it again after a while.
    func restart(awayFor pause: Duration) async throws {
        let pid = try String(contentsOfFile: "\(data)/dockerd.pid", encoding: .utf8)
        let process = try #require(pid_t(pid.trimmingCharacters(in: .whitespacesAndNewlines)))
        kill(process, SIGTERM)
        try await eventually("the engine has ended", within: .seconds(60)) { kill(process, 0) != 0 }
        try await Task.sleep(for: pause)
        try await start()
    }

    /// Brings an image over from the engine of the tests.
    func takeImage(_ image: String) async throws {
        let environment = Scenario.variables
        let shared = Self.address(environment["DOCKER_HOST"] ?? "unix:///var/run/docker.sock")
        let own = "--unix-socket '\(socket)' http://localhost"
        let load = """
            curl --silent --fail --no-buffer \(shared)/images/\(image)/get |
              curl --silent --fail --request POST --header 'Content-Type: application/x-tar' --upload-file - \
              \(own)/images/load
            """
        let program = try Program(["-c", load], of: "/bin/sh", in: "/", environment: environment, input: nil)
        let outcome = try await program.outcome(within: .seconds(60))
        try #require(outcome.status == 0, "\(outcome)")
        let found = try await client().inspectImage(image)
        try #require(found != nil, "\(outcome)")
    }

    /// Ends the engine with all that it holds.
    func remove() async {
        if let client = try? client() {
            // Containers that outlive their engine would stay for ever; what is gone with it needs no care.
            for container in (try? await client.listContainers(all: true)) ?? [] {
                try? await client.removeContainer(container.id, force: true, volumes: true)
            }
        }
        // What cannot be ended stays for a person to look at.
        guard let outcome = try? await run("stop"), outcome.status == 0 else { return }
        // An engine that keeps containers leaves its folder mounted over itself.
        umount2("\(data)/root", Int32(MNT_DETACH))
        // What is left only takes room.
        try? FileManager.default.removeItem(atPath: data)
    }

    private func run(_ verb: String) async throws -> Outcome {
        let program = try Program(
            [verb, "--data", data],
            of: "\(Repository.root)/scripts/engine",
            in: "/",
            environment: ProcessInfo.processInfo.environment,
            input: nil
        )
        return try await program.outcome(within: .seconds(90))
    }

    /// The options and the start of the address that make curl speak to an engine.
    private static func address(_ host: String) -> String {
        guard host.hasPrefix("unix://") else { return host.replacing("tcp://", with: "http://") }
        return "--unix-socket '\(host.dropFirst(7))' http://localhost"
    }
}
