internal import ComposePlan
internal import DockerEngine

/// Who keeps a network or a volume from being removed.
struct ResourceUsers: Sendable {
    let engine: EngineClient
    /// The name of the project that wants it removed.
    let project: String

    /// The names of the containers that are attached, in order; empty when the engine does not tell.
    ///
    /// One inspection: the engine lists what runs.
    func ofNetwork(_ id: String) async -> [String] {
        // The warning stands without it too.
        guard let network = try? await engine.inspectNetwork(id) else { return [] }
        return network.members.map { id, member in member.name.isEmpty ? String(id.prefix(12)) : member.name }.sorted()
    }

    /// The names of the containers that have the volume among their mounts, running or not, in order, each with its
    /// project when that is another one.
    func ofVolume(_ name: String) async -> [String] {
        // The warning stands without it too.
        guard let containers = try? await engine.listContainers(all: true, filters: ["volume": [name]]) else {
            return []
        }
        return containers.map { container in
            guard let owner = container.labels[ComposeLabel.project], owner != project else { return container.name }
            return "\(container.name) (project '\(owner)')"
        }.sorted()
    }

    /// `used by a, b`; empty for nobody.
    static func words(_ users: [String]) -> String {
        users.isEmpty ? "" : "used by \(users.joined(separator: ", "))"
    }
}
