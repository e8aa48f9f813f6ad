internal import ComposePlan
internal import CurlHTTP
internal import DockerEngine

/// Where a port of a container is reached from here.
struct ProbeAddress: Sendable, Hashable {
    /// A number of IPv4 or IPv6; a name only for an engine on another machine.
    var host: String
    var port: Int
    /// Whether a forwarder of the engine's may take connections there that nobody takes in the container.
    var isForwarded: Bool
}

/// Finds the address of a container's port.
struct ProbeAddressFinder: Sendable {
    let engine: EngineClient
    var machine = HostMachine()

    /// nil while the container has no address yet, or none any more.
    ///
    /// - Throws: ``ProbeImpossible`` where there is no way to it, and the engine's error for a container whose network it
    ///   shares.
    func address(ofPort port: Int, in inspection: ContainerInspection) async throws -> ProbeAddress? {
        let mode = inspection.host.networkMode
        if mode == "host" { return try hostAddress(port, name: inspection.name) }
        if mode == "none" {
            throw ProbeImpossible(
                "port \(port) of \(inspection.name) cannot be probed: the container has no network",
                hint: "probe it with 'exec' or 'log'"
            )
        }
        if mode.hasPrefix("container:") {
            // The engine lets nobody share a network that is shared itself.
            let donor = try await engine.inspectContainer(String(mode.dropFirst("container:".count)))
            return try await address(ofPort: port, in: donor)
        }
        guard let own = Self.firstAddress(of: inspection) else { return nil }
        if engine.host.sharesNetworks, machine.isPart(ofNetworkOf: own) {
            return ProbeAddress(host: own, port: port, isForwarded: false)
        }
        guard let published = self.published(port, inspection) else {
            throw outOfReach(port, name: inspection.name, hint: "publish it, or probe with 'exec' or 'log'")
        }
        return published
    }

    private func hostAddress(_ port: Int, name: String) throws -> ProbeAddress {
        if case .unixSocket = engine.host.endpoint, !engine.host.sharesNetworks {
            throw outOfReach(port, name: name, hint: "probe with 'exec' or 'log'")
        }
        return ProbeAddress(host: engine.host.publishedHost, port: port, isForwarded: false)
    }

    private func outOfReach(_ port: Int, name: String, hint: String) -> ProbeImpossible {
        ProbeImpossible(
            "port \(port) of \(name) cannot be probed: it is not published, and the engine's networks are out of reach "
                + "from here",
            hint: hint
        )
    }

    /// The address in the first network by name, IPv4 before IPv6.
    private static func firstAddress(of inspection: ContainerInspection) -> String? {
        let endpoints = inspection.networks.sorted { $0.key < $1.key }.map(\.value)
        return endpoints.map(\.ipAddress).first { !$0.isEmpty }
            ?? endpoints.map(\.globalIPv6Address).first { !$0.isEmpty }
    }

    private func published(_ port: Int, _ inspection: ContainerInspection) -> ProbeAddress? {
        for binding in inspection.ports["\(port)/tcp"] ?? [] {
            guard let number = Int(binding.hostPort) else { continue }
            let isAnywhere = binding.hostAddress.isEmpty || binding.hostAddress == "0.0.0.0"
            // Of the machine that the engine is on; every address of it has the port.
            let host = isAnywhere || binding.hostAddress == "::" ? engine.host.publishedHost : binding.hostAddress
            return ProbeAddress(host: host, port: number, isForwarded: true)
        }
        return nil
    }
}
