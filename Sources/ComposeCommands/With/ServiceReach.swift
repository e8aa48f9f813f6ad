internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// Where this machine reaches a service.
struct ServiceReach: Sendable, Equatable {
    var host: String
    /// The ports at which it is reached by the ports of the container.
    var ports: [Int: Int] = [:]
}

/// Finds services by what the engine says of their running containers.
struct ReachFinder: Sendable {
    let project: Project
    /// Running ones.
    let containers: [ContainerSummary]
    let engine: EngineHost

    /// nil when the service has no running container, or none that this machine reaches.
    ///
    /// The first replica counts.
    func reach(of service: Service) -> ServiceReach? {
        if let partner = partner(of: service) { return reach(of: partner) }
        guard let container = firstContainer(of: service) else { return nil }
        let published = container.ports.filter { $0.hostPort != nil }
        if !published.isEmpty { return reach(published: published) }
        if service.networkMode == "host" { return reachOnHost(service) }
        // The bridges of another machine are not on any route from here.
        guard engine.isLocal, let address = address(of: container, service) else { return nil }
        let exposed = container.ports.map(\.containerPort)
        return ServiceReach(host: address, ports: Self.same(exposed))
    }

    /// The service whose network a service shares; nil when it has one of its own.
    private func partner(of service: Service) -> Service? {
        guard let mode = service.networkMode, mode.hasPrefix("service:") else { return nil }
        return project.services[String(mode.dropFirst("service:".count))]
    }

    private func firstContainer(of service: Service) -> ContainerSummary? {
        let candidates = containers.filter { container in
            container.labels[ComposeLabel.service] == service.name && container.labels[ComposeLabel.oneOff] != "True"
                && container.labels[ComposeLabel.hook] == nil
        }
        return candidates.min { number(of: $0) < number(of: $1) }
    }

    private func number(of container: ContainerSummary) -> Int {
        container.labels[ComposeLabel.containerNumber].flatMap { Int($0) } ?? Int.max
    }

    // MARK: - Published ports

    /// One address for all ports: a certain one where a port is bound to it, as others are bound to all or to the same.
    private func reach(published: [PublishedPort]) -> ServiceReach {
        let addresses = published.sorted { $0.containerPort < $1.containerPort }.map { $0.hostAddress ?? "" }
        var host = engine.publishedAddress
        if let certain = addresses.first(where: { !Self.isAny($0) }) {
            host = certain
        } else if engine.isLocal, addresses.allSatisfy({ $0 == "::" }) {
            host = "::1"
        }
        var reach = ServiceReach(host: host)
        let ordered = published.sorted { left, right in
            (left.proto == "tcp" ? 0 : 1, rank(left, host)) < (right.proto == "tcp" ? 0 : 1, rank(right, host))
        }
        for port in ordered where reach.ports[port.containerPort] == nil {
            reach.ports[port.containerPort] = port.hostPort
        }
        return reach
    }

    /// The bindings of one port may differ by address family; less is better for the given host.
    private func rank(_ port: PublishedPort, _ host: String) -> Int {
        let address = port.hostAddress ?? ""
        if address == host { return 0 }
        let isOfFamily = (address == "::") == host.contains(":")
        return Self.isAny(address) ? (isOfFamily ? 1 : 2) : 3
    }

    private static func isAny(_ address: String) -> Bool { ["", "0.0.0.0", "::"].contains(address) }

    // MARK: - Ports that are not published

    /// Its ports are those of the engine's host, and the engine does not list them.
    private func reachOnHost(_ service: Service) -> ServiceReach {
        let exposed = service.expose.compactMap { text in text.split(separator: "/").first.flatMap { Int($0) } }
        return ServiceReach(
            host: engine.publishedAddress,
            ports: Self.same(service.ports.map(\.target) + exposed)
        )
    }

    /// Its address on its first network; nil when it has none.
    private func address(of container: ContainerSummary, _ service: Service) -> String? {
        let first = service.networksByPriority.compactMap { project.networks[$0]?.name }
        let names = first + container.networks.keys.sorted()
        let endpoints = names.compactMap { container.networks[$0] }
        return endpoints.flatMap { [$0.ipAddress, $0.globalIPv6Address] }.first { !$0.isEmpty }
    }

    private static func same(_ ports: [Int]) -> [Int: Int] {
        Dictionary(ports.map { ($0, $0) }) { first, _ in first }
    }
}
