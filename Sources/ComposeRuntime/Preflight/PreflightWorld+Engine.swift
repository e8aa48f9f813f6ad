internal import ComposePlan
internal import DockerEngine

extension PreflightWorld.Container {
    /// Reads a container from the engine's list (`GET /containers/json`).
    init(_ summary: ContainerSummary) {
        self.init(id: summary.id, name: summary.name, project: summary.labels[ComposeLabel.project])
        ports = summary.ports.compactMap { HostPort($0) }
        networks = Set(summary.networks.keys)
        sharesHostNetwork = summary.networkMode == "host"
    }
}

extension PreflightWorld.Network {
    /// Reads a network from the engine's list (`GET /networks`).
    init(_ network: EngineNetwork) {
        self.init(id: network.id, name: network.name, project: network.labels[ComposeLabel.project])
        // Each scope and each address driver has addresses of its own, which may well be the same.
        let isLocal = network.scope == "local" || network.scope.isEmpty
        let isOfEngine = ["", "default"].contains(network.ipam.driver ?? "")
        guard isLocal, isOfEngine else { return }
        subnets = network.ipam.pools.compactMap { pool in pool.subnet.flatMap { IPPrefix($0) } }
    }
}
