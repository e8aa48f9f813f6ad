/// What a container may use of its host; nil and empty fields set no limit.
package struct ContainerResources: Sendable, Hashable {
    // Processors. Periods, quotas and run times are microseconds.
    package var cpuShares: Int?
    /// Billionths of a processor.
    package var nanoCPUs: Int?
    package var cpuPeriod: Int?
    package var cpuQuota: Int?
    package var cpuRealtimePeriod: Int?
    package var cpuRealtimeRuntime: Int?
    package var cpuSet: String?
    package var cpuSetMemory: String?
    package var cpuCount: Int?
    package var cpuPercent: Int?

    // Memory, in bytes.
    package var memory: Int?
    package var memoryReservation: Int?
    /// Memory and swap together; -1 is unlimited.
    package var memorySwap: Int?
    package var memorySwappiness: Int?
    package var isOOMKillDisabled: Bool?

    // Block devices.
    package var blkioWeight: Int?
    package var blkioWeightDevices: [BlkioWeight] = []
    package var blkioReadBytes: [BlkioRate] = []
    package var blkioWriteBytes: [BlkioRate] = []
    package var blkioReadOperations: [BlkioRate] = []
    package var blkioWriteOperations: [BlkioRate] = []

    // The rest.
    package var cgroupParent: String?
    package var devices: [DeviceMapping] = []
    package var deviceCgroupRules: [String] = []
    package var deviceRequests: [DeviceRequest] = []
    package var pidsLimit: Int?
    package var ulimits: [Ulimit] = []

    package init() {}
}

extension ContainerResources: Encodable {
    enum CodingKeys: String, CodingKey {
        case cpuShares = "CpuShares"
        case nanoCPUs = "NanoCpus"
        case cpuPeriod = "CpuPeriod"
        case cpuQuota = "CpuQuota"
        case cpuRealtimePeriod = "CpuRealtimePeriod"
        case cpuRealtimeRuntime = "CpuRealtimeRuntime"
        case cpuSet = "CpusetCpus"
        case cpuSetMemory = "CpusetMems"
        case cpuCount = "CpuCount"
        case cpuPercent = "CpuPercent"
        case memory = "Memory"
        case memoryReservation = "MemoryReservation"
        case memorySwap = "MemorySwap"
        case memorySwappiness = "MemorySwappiness"
        case isOOMKillDisabled = "OomKillDisable"
        case blkioWeight = "BlkioWeight"
        case blkioWeightDevices = "BlkioWeightDevice"
        case blkioReadBytes = "BlkioDeviceReadBps"
        case blkioWriteBytes = "BlkioDeviceWriteBps"
        case blkioReadOperations = "BlkioDeviceReadIOps"
        case blkioWriteOperations = "BlkioDeviceWriteIOps"
        case cgroupParent = "CgroupParent"
        case devices = "Devices"
        case deviceCgroupRules = "DeviceCgroupRules"
        case deviceRequests = "DeviceRequests"
        case pidsLimit = "PidsLimit"
        case ulimits = "Ulimits"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(cpuShares, forKey: .cpuShares)
        try fields.encodeIfPresent(nanoCPUs, forKey: .nanoCPUs)
        try fields.encodeIfPresent(cpuPeriod, forKey: .cpuPeriod)
        try fields.encodeIfPresent(cpuQuota, forKey: .cpuQuota)
        try fields.encodeIfPresent(cpuRealtimePeriod, forKey: .cpuRealtimePeriod)
        try fields.encodeIfPresent(cpuRealtimeRuntime, forKey: .cpuRealtimeRuntime)
        try fields.encodeUnlessEmpty(cpuSet, forKey: .cpuSet)
        try fields.encodeUnlessEmpty(cpuSetMemory, forKey: .cpuSetMemory)
        try fields.encodeIfPresent(cpuCount, forKey: .cpuCount)
        try fields.encodeIfPresent(cpuPercent, forKey: .cpuPercent)
        try fields.encodeIfPresent(memory, forKey: .memory)
        try fields.encodeIfPresent(memoryReservation, forKey: .memoryReservation)
        try fields.encodeIfPresent(memorySwap, forKey: .memorySwap)
        try fields.encodeIfPresent(memorySwappiness, forKey: .memorySwappiness)
        try fields.encodeIfPresent(isOOMKillDisabled, forKey: .isOOMKillDisabled)
        try fields.encodeIfPresent(blkioWeight, forKey: .blkioWeight)
        try fields.encodeUnlessEmpty(blkioWeightDevices, forKey: .blkioWeightDevices)
        try fields.encodeUnlessEmpty(blkioReadBytes, forKey: .blkioReadBytes)
        try fields.encodeUnlessEmpty(blkioWriteBytes, forKey: .blkioWriteBytes)
        try fields.encodeUnlessEmpty(blkioReadOperations, forKey: .blkioReadOperations)
        try fields.encodeUnlessEmpty(blkioWriteOperations, forKey: .blkioWriteOperations)
        try fields.encodeUnlessEmpty(cgroupParent, forKey: .cgroupParent)
        try fields.encodeUnlessEmpty(devices, forKey: .devices)
        try fields.encodeUnlessEmpty(deviceCgroupRules, forKey: .deviceCgroupRules)
        try fields.encodeUnlessEmpty(deviceRequests, forKey: .deviceRequests)
        try fields.encodeIfPresent(pidsLimit, forKey: .pidsLimit)
        try fields.encodeUnlessEmpty(ulimits, forKey: .ulimits)
    }
}

/// The share of one block device's time.
package struct BlkioWeight: Sendable, Hashable, Encodable {
    package var path: String
    package var weight: Int

    package init(path: String, weight: Int) {
        self.path = path
        self.weight = weight
    }

    enum CodingKeys: String, CodingKey {
        case path = "Path"
        case weight = "Weight"
    }
}

/// A limit on one block device, in bytes or operations a second.
package struct BlkioRate: Sendable, Hashable, Encodable {
    package var path: String
    package var rate: Int

    package init(path: String, rate: Int) {
        self.path = path
        self.rate = rate
    }

    enum CodingKeys: String, CodingKey {
        case path = "Path"
        case rate = "Rate"
    }
}
