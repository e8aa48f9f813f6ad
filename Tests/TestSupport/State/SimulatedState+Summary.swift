/// A state in the words that two runs which come to the same agree in.
extension SimulatedState {
    /// One line for each container, network and volume, in order; without ids, times and what only tells how it came about.
    ///
    /// A running container on a network that is no more is told, and so is one that is healthy or not.
    package var summary: String {
        let containers = containers.map { line(for: $0) }.sorted()
        let networks = networks.filter { !$0.isPredefined }.map { "network \($0.name)" }.sorted()
        let volumes = volumes.map { $0.isAnonymous ? "anonymous volume" : "volume \($0.name)" }.sorted()
        return (containers + networks + volumes).joined(separator: "\n")
    }

    private func line(for container: SimulatedContainer) -> String {
        var line = "container \(container.name): \(container.status.rawValue)"
        if container.status == .exited { line += " with \(container.exitCode)" }
        if let health = container.health { line += " and \(health.rawValue)" }
        let number = container.labels["com.docker.compose.container-number"] ?? "-"
        let hash = container.labels["com.docker.compose.config-hash"] ?? "-"
        line += ", \(container.service) \(number), hash \(hash.prefix(12))"
        let ids = Set(networks.map(\.id))
        let places = container.endpoints.map { name, endpoint in
            container.isUp && !ids.contains(endpoint.networkID) ? "\(name) (gone)" : name
        }
        line += ", on [\(places.sorted().joined(separator: ", "))]"
        let mounted = container.mounts.compactMap { mount in
            mount.volume.map { name in
                let isAnonymous = volumes.contains { $0.name == name && $0.isAnonymous }
                return "\(isAnonymous ? "anonymous" : name) at \(mount.destination)"
            }
        }
        return line + ", with [\(mounted.sorted().joined(separator: ", "))]"
    }
}
