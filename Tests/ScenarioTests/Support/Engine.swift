import DockerEngine
import Foundation

/// The engine that the scenarios run against, asked directly and not through the program.
enum Engine {
    /// What every scenario's containers are made from; `scripts/base-images` brings it.
    static let image = "busybox:stable"

    /// nil where `DOCKER_HOST` is no address.
    private static let client: EngineClient? = {
        // Which is told by every test that needs the engine.
        guard let host = try? EngineHost.fromEnvironment(ProcessInfo.processInfo.environment) else { return nil }
        return EngineClient(host: host)
    }()

    private static let probe = Task { () -> Bool in
        // Unreachable is an answer.
        guard let client, (try? await client.ping()) != nil else { return false }
        return true
    }

    static var isReachable: Bool {
        get async { await probe.value }
    }

    /// Whether an engine that does not answer is a failure instead of a reason to skip.
    static var isRequired: Bool { ProcessInfo.processInfo.environment["SWIFTCOMPOSE_REQUIRE_ENGINE"] == "1" }

    static func connected() throws -> EngineClient {
        guard let client else { throw ScenarioFailure("DOCKER_HOST is no address of an engine") }
        return client
    }

    // MARK: - What it holds

    /// Every container of a project, one-offs included, by name.
    static func containers(of project: String) async throws -> [ContainerSummary] {
        try await connected().listContainers(all: true, filters: labelled(project)).sorted { $0.name < $1.name }
    }

    static func networks(of project: String) async throws -> [EngineNetwork] {
        try await connected().listNetworks(filters: labelled(project)).sorted { $0.name < $1.name }
    }

    static func volumes(of project: String) async throws -> [EngineVolume] {
        try await connected().listVolumes(filters: labelled(project)).sorted { $0.name < $1.name }
    }

    static func images(of project: String) async throws -> [ImageSummary] {
        try await connected().listImages(filters: labelled(project))
    }

    private static func labelled(_ project: String) -> EngineFilters {
        ["label": ["com.docker.compose.project=\(project)"]]
    }

    // MARK: - Cleaning up

    /// Removes all that carries a project's label.
    ///
    /// Goes past the program, which may be what is broken. What cannot be removed stays for a person to look at.
    static func removeAll(of project: String) async {
        guard let client else { return }
        for container in (try? await containers(of: project)) ?? [] {
            try? await client.removeContainer(container.id, force: true, volumes: true)
        }
        for network in (try? await networks(of: project)) ?? [] { try? await client.removeNetwork(network.id) }
        for volume in (try? await volumes(of: project)) ?? [] {
            try? await client.removeVolume(volume.name, force: true)
        }
        for image in (try? await images(of: project)) ?? [] {
            _ = try? await client.removeImage(image.id, force: true)
        }
    }
}
