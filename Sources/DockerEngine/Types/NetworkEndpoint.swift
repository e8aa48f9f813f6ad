/// A container's place on one network, as the engine reports it.
package struct NetworkEndpoint: Sendable, Hashable {
    package var networkID = ""
    /// Empty while the container is not running.
    package var endpointID = ""
    package var gateway = ""
    package var ipAddress = ""
    package var globalIPv6Address = ""
    package var macAddress = ""
    package var aliases: [String] = []
    package var links: [String] = []
    package var dnsNames: [String] = []
    package var driverOptions: [String: String] = [:]
    package var gatewayPriority = 0
    /// The addresses that were asked for, as opposed to those that were given.
    package var ipam: EndpointIPAM?

    package init() {}

    /// What it takes to connect the container to the network in the same way again.
    package var settings: EndpointSettings {
        var settings = EndpointSettings()
        settings.ipam = ipam
        settings.aliases = aliases
        settings.links = links
        settings.driverOptions = driverOptions
        settings.gatewayPriority = gatewayPriority
        return settings
    }
}

extension NetworkEndpoint: Decodable {
    enum CodingKeys: String, CodingKey {
        case networkID = "NetworkID"
        case endpointID = "EndpointID"
        case gateway = "Gateway"
        case ipAddress = "IPAddress"
        case globalIPv6Address = "GlobalIPv6Address"
        case macAddress = "MacAddress"
        case aliases = "Aliases"
        case links = "Links"
        case dnsNames = "DNSNames"
        case driverOptions = "DriverOpts"
        case gatewayPriority = "GwPriority"
        case ipam = "IPAMConfig"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        networkID = try fields.text(.networkID)
        endpointID = try fields.text(.endpointID)
        gateway = try fields.text(.gateway)
        ipAddress = try fields.text(.ipAddress)
        globalIPv6Address = try fields.text(.globalIPv6Address)
        macAddress = try fields.text(.macAddress)
        aliases = try fields.list(.aliases)
        links = try fields.list(.links)
        dnsNames = try fields.list(.dnsNames)
        driverOptions = try fields.table(.driverOptions)
        gatewayPriority = try fields.number(.gatewayPriority)
        ipam = try fields.optional(.ipam)
    }
}

/// How a container is to be connected to a network.
package struct EndpointSettings: Sendable, Hashable {
    package var ipam: EndpointIPAM?
    package var links: [String] = []
    package var aliases: [String] = []
    package var macAddress: String?
    package var driverOptions: [String: String] = [:]
    /// The endpoint with the highest one gives the default route; API 1.48 and newer.
    package var gatewayPriority = 0

    package init() {}
}

extension EndpointSettings: Encodable {
    enum CodingKeys: String, CodingKey {
        case ipam = "IPAMConfig"
        case links = "Links"
        case aliases = "Aliases"
        case macAddress = "MacAddress"
        case driverOptions = "DriverOpts"
        case gatewayPriority = "GwPriority"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        if let ipam, !ipam.isEmpty { try fields.encode(ipam, forKey: .ipam) }
        try fields.encodeUnlessEmpty(links, forKey: .links)
        try fields.encodeUnlessEmpty(aliases, forKey: .aliases)
        try fields.encodeUnlessEmpty(macAddress, forKey: .macAddress)
        try fields.encodeUnlessEmpty(driverOptions, forKey: .driverOptions)
        if gatewayPriority != 0 { try fields.encode(gatewayPriority, forKey: .gatewayPriority) }
    }
}

/// Fixed addresses of an endpoint.
package struct EndpointIPAM: Sendable, Hashable {
    package var ipv4Address: String?
    package var ipv6Address: String?
    package var linkLocalAddresses: [String] = []

    package init() {}

    package var isEmpty: Bool {
        (ipv4Address ?? "").isEmpty && (ipv6Address ?? "").isEmpty && linkLocalAddresses.isEmpty
    }
}

extension EndpointIPAM: Codable {
    enum CodingKeys: String, CodingKey {
        case ipv4Address = "IPv4Address"
        case ipv6Address = "IPv6Address"
        case linkLocalAddresses = "LinkLocalIPs"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        ipv4Address = try fields.nonEmptyText(.ipv4Address)
        ipv6Address = try fields.nonEmptyText(.ipv6Address)
        linkLocalAddresses = try fields.list(.linkLocalAddresses)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(ipv4Address, forKey: .ipv4Address)
        try fields.encodeUnlessEmpty(ipv6Address, forKey: .ipv6Address)
        try fields.encodeUnlessEmpty(linkLocalAddresses, forKey: .linkLocalAddresses)
    }
}
