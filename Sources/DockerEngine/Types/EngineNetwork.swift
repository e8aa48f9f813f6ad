/// A network of the engine.
package struct EngineNetwork: Sendable, Hashable, Identifiable {
    package struct Member: Sendable, Hashable {
        package var name = ""
        package var endpointID = ""
        package var macAddress = ""
        /// With the prefix length: `172.18.0.2/16`.
        package var ipv4Address = ""
        package var ipv6Address = ""

        package init() {}
    }

    package var id = ""
    package var name = ""
    package var driver = ""
    /// `local`, `global` or `swarm`.
    package var scope = ""
    package var created = ""
    /// nil before API 1.47.
    package var isIPv4Enabled: Bool?
    package var isIPv6Enabled = false
    package var isInternal = false
    package var isAttachable = false
    package var isIngress = false
    package var ipam = IPAMConfig()
    package var options: [String: String] = [:]
    package var labels: [String: String] = [:]
    /// Running containers by id; a list leaves them out, an inspection does not.
    package var members: [String: Member] = [:]

    package init() {}
}

extension EngineNetwork: Decodable {
    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case driver = "Driver"
        case scope = "Scope"
        case created = "Created"
        case isIPv4Enabled = "EnableIPv4"
        case isIPv6Enabled = "EnableIPv6"
        case isInternal = "Internal"
        case isAttachable = "Attachable"
        case isIngress = "Ingress"
        case ipam = "IPAM"
        case options = "Options"
        case labels = "Labels"
        case members = "Containers"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        name = try fields.text(.name)
        driver = try fields.text(.driver)
        scope = try fields.text(.scope)
        created = try fields.text(.created)
        isIPv4Enabled = try fields.optional(.isIPv4Enabled)
        isIPv6Enabled = try fields.flag(.isIPv6Enabled)
        isInternal = try fields.flag(.isInternal)
        isAttachable = try fields.flag(.isAttachable)
        isIngress = try fields.flag(.isIngress)
        ipam = try fields.optional(.ipam) ?? IPAMConfig()
        options = try fields.table(.options)
        labels = try fields.table(.labels)
        members = try fields.table(.members)
    }
}

extension EngineNetwork.Member: Decodable {
    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case endpointID = "EndpointID"
        case macAddress = "MacAddress"
        case ipv4Address = "IPv4Address"
        case ipv6Address = "IPv6Address"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.text(.name)
        endpointID = try fields.text(.endpointID)
        macAddress = try fields.text(.macAddress)
        ipv4Address = try fields.text(.ipv4Address)
        ipv6Address = try fields.text(.ipv6Address)
    }
}

/// How a network gives out addresses.
package struct IPAMConfig: Sendable, Hashable {
    package struct Pool: Sendable, Hashable {
        package var subnet: String?
        package var gateway: String?
        /// The part of the subnet that addresses are given from.
        package var range: String?
        /// Addresses that are taken, by a name for each.
        package var auxiliaryAddresses: [String: String] = [:]

        package init() {}
    }

    package var driver: String?
    package var pools: [Pool] = []
    package var options: [String: String] = [:]

    package init() {}

    package var isEmpty: Bool { (driver ?? "").isEmpty && pools.isEmpty && options.isEmpty }
}

extension IPAMConfig: Codable {
    enum CodingKeys: String, CodingKey {
        case driver = "Driver"
        case pools = "Config"
        case options = "Options"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        driver = try fields.nonEmptyText(.driver)
        pools = try fields.list(.pools)
        options = try fields.table(.options)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(driver, forKey: .driver)
        try fields.encodeUnlessEmpty(pools, forKey: .pools)
        try fields.encodeUnlessEmpty(options, forKey: .options)
    }
}

extension IPAMConfig.Pool: Codable {
    enum CodingKeys: String, CodingKey {
        case subnet = "Subnet"
        case gateway = "Gateway"
        case range = "IPRange"
        case auxiliaryAddresses = "AuxiliaryAddresses"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        subnet = try fields.nonEmptyText(.subnet)
        gateway = try fields.nonEmptyText(.gateway)
        range = try fields.nonEmptyText(.range)
        auxiliaryAddresses = try fields.table(.auxiliaryAddresses)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(subnet, forKey: .subnet)
        try fields.encodeUnlessEmpty(gateway, forKey: .gateway)
        try fields.encodeUnlessEmpty(range, forKey: .range)
        try fields.encodeUnlessEmpty(auxiliaryAddresses, forKey: .auxiliaryAddresses)
    }
}
