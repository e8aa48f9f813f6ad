internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// The networks that the container joins, and as whom.
extension ContainerSpecification {
    mutating func attachNetworks(_ request: Request) {
        let service = request.service
        if let mode = service.networkMode {
            creation.host.networkMode = mode == "disabled" ? nil : mode
            creation.host.links = Self.links(of: service, request) + service.externalLinks
            return
        }
        let keys = service.networksByPriority
        guard let primary = keys.first else {
            creation.host.networkMode = "none"
            return
        }
        creation.host.networkMode = request.project.networks[primary]?.name ?? primary
        let takesAll = request.apiVersion >= APIVersion(1, 44)
        for key in keys {
            let name = request.project.networks[key]?.name ?? key
            let endpoint = Self.endpoint(of: service, on: key, isPrimary: key == primary, request)
            if takesAll || key == primary {
                creation.endpoints[name] = endpoint
            } else {
                laterNetworks.append(Connection(network: name, endpoint: endpoint))
            }
        }
    }

    private static func endpoint(
        of service: Service,
        on key: String,
        isPrimary: Bool,
        _ request: Request
    ) -> EndpointSettings {
        let network = service.networks[key] ?? nil
        var endpoint = EndpointSettings()
        endpoint.aliases = [request.containerName]
        if request.usesAliases { endpoint.aliases += [service.name] + (network?.aliases ?? []) }
        endpoint.links = links(of: service, request) + service.externalLinks
        if let network {
            var addresses = EndpointIPAM()
            addresses.ipv4Address = network.ipv4Address
            addresses.ipv6Address = network.ipv6Address
            addresses.linkLocalAddresses = network.linkLocalAddresses
            if !addresses.isEmpty { endpoint.ipam = addresses }
            endpoint.driverOptions = Dictionary(uniqueKeysWithValues: network.driverOptions.map { ($0, $1) })
            if let name = network.interfaceName { endpoint.driverOptions["com.docker.network.endpoint.ifname"] = name }
            endpoint.gatewayPriority = network.gatewayPriority
        }
        if request.apiVersion >= APIVersion(1, 44) {
            endpoint.macAddress = network?.macAddress ?? (isPrimary ? service.macAddress : nil)
        }
        return endpoint
    }

    /// Each container of a linked service under the alias, its service's name and its own.
    private static func links(of service: Service, _ request: Request) -> [String] {
        service.links.flatMap { link -> [String] in
            let parts = link.split(separator: ":", maxSplits: 1).map(String.init)
            guard let name = parts.first, let linked = request.project.services[name] else { return [] }
            let alias = parts.count > 1 ? parts[1] : name
            return (1...max(1, linked.replicas)).flatMap { number in
                let container = request.names.container(linked, number: number)
                return ["\(container):\(alias)", "\(container):\(name)-\(number)", "\(container):\(container)"]
            }
        }
    }
}
