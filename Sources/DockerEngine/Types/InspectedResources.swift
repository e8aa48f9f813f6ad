/// What a container may use of its host, as the engine reports it; zero and empty set no limit.
package struct InspectedResources: Sendable, Hashable {
    // Processors. Periods and quotas are microseconds.
    package var cpuShares = 0
    /// Billionths of a processor.
    package var nanoCPUs = 0
    package var cpuPeriod = 0
    package var cpuQuota = 0
    package var cpuSet = ""

    // Memory, in bytes.
    package var memory = 0
    package var memoryReservation = 0

    // The rest.
    /// -1 sets no limit either.
    package var pidsLimit = 0
    package var ulimits: [Ulimit] = []
    package var devices: [DeviceMapping] = []

    package init() {}
}

extension InspectedResources: Decodable {
    enum CodingKeys: String, CodingKey {
        case cpuShares = "CpuShares"
        case nanoCPUs = "NanoCpus"
        case cpuPeriod = "CpuPeriod"
        case cpuQuota = "CpuQuota"
        case cpuSet = "CpusetCpus"
        case memory = "Memory"
        case memoryReservation = "MemoryReservation"
        case pidsLimit = "PidsLimit"
        case ulimits = "Ulimits"
        case devices = "Devices"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        cpuShares = try fields.number(.cpuShares)
        nanoCPUs = try fields.number(.nanoCPUs)
        cpuPeriod = try fields.number(.cpuPeriod)
        cpuQuota = try fields.number(.cpuQuota)
        cpuSet = try fields.text(.cpuSet)
        memory = try fields.number(.memory)
        memoryReservation = try fields.number(.memoryReservation)
        pidsLimit = try fields.number(.pidsLimit)
        ulimits = try fields.list(.ulimits)
        devices = try fields.list(.devices)
    }
}

extension Ulimit: Decodable {
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try fields.text(.name),
            soft: try fields.number(.soft),
            hard: try fields.number(.hard)
        )
    }
}

extension DeviceMapping: Decodable {
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            hostPath: try fields.text(.hostPath),
            containerPath: try fields.text(.containerPath),
            permissions: try fields.text(.permissions)
        )
    }
}
