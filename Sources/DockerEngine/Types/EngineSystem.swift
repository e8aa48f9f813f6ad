/// Which engine answers, and which API it speaks.
package struct EngineVersion: Sendable, Hashable {
    package var version = ""
    package var apiVersion = ""
    package var oldestAPIVersion = ""
    package var os = ""
    package var architecture = ""
    package var kernelVersion = ""

    package init() {}
}

extension EngineVersion: Decodable {
    enum CodingKeys: String, CodingKey {
        case version = "Version"
        case apiVersion = "ApiVersion"
        case oldestAPIVersion = "MinAPIVersion"
        case os = "Os"
        case architecture = "Arch"
        case kernelVersion = "KernelVersion"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        version = try fields.text(.version)
        apiVersion = try fields.text(.apiVersion)
        oldestAPIVersion = try fields.text(.oldestAPIVersion)
        os = try fields.text(.os)
        architecture = try fields.text(.architecture)
        kernelVersion = try fields.text(.kernelVersion)
    }
}

/// How the engine and its host are set up.
package struct EngineInfo: Sendable, Hashable {
    /// The host's name.
    package var name = ""
    package var serverVersion = ""
    /// The storage driver: `overlay2`, or `overlayfs` with the containerd image store.
    package var driver = ""
    /// Pairs of a name and a value.
    package var driverStatus: [[String]] = []
    package var osType = ""
    package var architecture = ""
    /// `1` or `2`.
    package var cgroupVersion = ""
    /// `inactive`, `pending`, `active`, `error` or `locked`.
    package var swarmState = ""
    package var processors = 0
    /// Bytes.
    package var memory = 0
    /// What networks that name no subnet get theirs from; empty unless the engine was told, and then it has its own.
    package var addressPools: [AddressRange] = []

    /// A range of addresses that is cut into subnets.
    package struct AddressRange: Sendable, Hashable {
        /// `10.216.128.0/17`.
        package var base = ""
        /// The prefix length of each subnet.
        package var size = 0

        package init() {}
    }

    package init() {}

    /// Whether images are kept by containerd, where an image's id is that of its manifest or index.
    package var usesContainerdImageStore: Bool {
        driverStatus.contains { $0 == ["driver-type", "io.containerd.snapshotter.v1"] }
    }
}

extension EngineInfo: Decodable {
    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case serverVersion = "ServerVersion"
        case driver = "Driver"
        case driverStatus = "DriverStatus"
        case osType = "OSType"
        case architecture = "Architecture"
        case cgroupVersion = "CgroupVersion"
        case swarm = "Swarm"
        case processors = "NCPU"
        case memory = "MemTotal"
        case addressPools = "DefaultAddressPools"
    }

    private struct Swarm: Decodable {
        let state: String?

        enum CodingKeys: String, CodingKey {
            case state = "LocalNodeState"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.text(.name)
        serverVersion = try fields.text(.serverVersion)
        driver = try fields.text(.driver)
        driverStatus = try fields.list(.driverStatus)
        osType = try fields.text(.osType)
        architecture = try fields.text(.architecture)
        cgroupVersion = try fields.text(.cgroupVersion)
        let swarm: Swarm? = try fields.optional(.swarm)
        swarmState = swarm?.state ?? ""
        processors = try fields.number(.processors)
        memory = try fields.number(.memory)
        addressPools = try fields.list(.addressPools)
    }
}

extension EngineInfo.AddressRange: Decodable {
    enum CodingKeys: String, CodingKey {
        case base = "Base"
        case size = "Size"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        base = try fields.text(.base)
        size = try fields.number(.size)
    }
}
