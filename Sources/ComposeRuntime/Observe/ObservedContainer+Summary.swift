package import ComposePlan
package import DockerEngine

extension ObservedContainer {
    /// Reads a container from the engine's list (`GET /containers/json`), which tells health and exit code only in words.
    package init(_ summary: ContainerSummary) {
        self.init(
            id: summary.id,
            name: summary.name,
            service: summary.labels[ComposeLabel.service] ?? "",
            number: summary.labels[ComposeLabel.containerNumber].flatMap { Int($0) } ?? 0,
            state: State(rawValue: summary.state.rawValue) ?? .created
        )
        isOneOff = summary.labels[ComposeLabel.oneOff] == "True"
        health = Health(status: summary.status)
        exitCode = state == .exited || state == .dead ? Self.exitCode(in: summary.status) : nil
        image = summary.image
        created = summary.created
        labels = summary.labels
        networks = summary.networks.mapValues(\.networkID)
        addresses = summary.networks.mapValues { endpoint in
            [endpoint.ipAddress, endpoint.globalIPv6Address].compactMap { IPAddress($0) }
        }
        .filter { !$0.value.isEmpty }
        ports = summary.ports.compactMap { HostPort($0) }
        mounts = summary.mounts.map { mount in
            Mount(kind: mount.type, volume: mount.name ?? "", source: mount.source, destination: mount.destination)
        }
    }

    /// The number in `Exited (137) 3 minutes ago`.
    private static func exitCode(in status: String) -> Int? {
        guard let open = status.firstIndex(of: "("), let close = status[open...].firstIndex(of: ")") else { return nil }
        return Int(status[status.index(after: open)..<close])
    }
}

extension HostPort {
    /// Reads a port of the engine's list; nil for one that is exposed and not published.
    init?(_ port: PublishedPort) {
        guard let number = port.hostPort, number > 0 else { return nil }
        let address = port.hostAddress.flatMap { IPAddress($0) }
        self.init(number, transport: port.proto.isEmpty ? "tcp" : port.proto, address: address)
    }
}

extension ObservedContainer.Health {
    /// Reads the end of `Up 3 minutes (healthy)`; `(health: starting)` while the first probes run.
    init(status: String) {
        self =
            if status.hasSuffix("(healthy)") {
                .healthy
            } else if status.hasSuffix("(unhealthy)") {
                .unhealthy
            } else if status.hasSuffix("(health: starting)") {
                .starting
            } else {
                .none
            }
    }
}
