internal import ComposeModel
internal import Diagnostics

/// A fixed port of the host that a service publishes, and where that is written.
struct PortClaim: Sendable {
    var port: HostPort
    var service: String
    var path: String
    var place: SourceLocation?

    /// What a service claims for each of its containers: neither ranges, of which the engine looks for a free port, nor
    /// ports that the engine chooses.
    static func all(of service: Service) -> [PortClaim] {
        guard service.publishesPorts else { return [] }
        return service.ports.enumerated().compactMap { (index, port) -> PortClaim? in
            guard let number = port.published.flatMap({ Int($0) }), (1...65_535).contains(number) else { return nil }
            var claimed = HostPort(number, transport: port.transport ?? "tcp")
            if let text = port.hostAddress, !text.isEmpty {
                // What is no address is the engine's to complain about.
                guard let address = IPAddress(text) else { return nil }
                claimed.address = address
            }
            return PortClaim(
                port: claimed,
                service: service.name,
                path: "services.\(service.name).ports[\(index)]",
                place: service.locations["ports[\(index)]"]
            )
        }
    }
}

extension PreflightScope {
    /// The fixed ports of all services whose containers are started.
    var portClaims: [PortClaim] { services.filter { startCounts[$0.name] != nil }.flatMap(PortClaim.all) }
}

extension Service {
    /// Whether its containers have a network of their own, from which ports can be published.
    fileprivate var publishesPorts: Bool {
        guard let mode = networkMode else { return true }
        return !["host", "none", "disabled"].contains(mode) && !mode.hasPrefix("service:")
            && !mode.hasPrefix("container:")
    }
}
