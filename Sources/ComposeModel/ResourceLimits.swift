internal import OrderedCollections

/// The resource attributes that stand directly under a service.
package struct ResourceLimits: Sendable, Equatable {
    package struct DeviceWeight: Sendable, Equatable {
        package var path: String
        package var weight: Int

        package init(path: String, weight: Int) {
            self.path = path
            self.weight = weight
        }
    }

    package struct DeviceRate: Sendable, Equatable {
        package var path: String
        /// Bytes or operations a second.
        package var rate: ByteSize

        package init(path: String, rate: ByteSize) {
            self.path = path
            self.rate = rate
        }
    }

    package struct BlockIO: Sendable, Equatable {
        package var weight: Int?
        package var deviceWeights: [DeviceWeight] = []
        package var readBytes: [DeviceRate] = []
        package var readOperations: [DeviceRate] = []
        package var writeBytes: [DeviceRate] = []
        package var writeOperations: [DeviceRate] = []
        package var extensions: Extensions = [:]

        package init() {}
    }

    package var blockIO: BlockIO?
    package var cgroupParent: String?
    package var cpuCount: Int?
    package var cpuPercent: Float?
    package var cpuPeriod: Int?
    package var cpuQuota: Int?
    package var cpuRealtimePeriod: Int?
    package var cpuRealtimeRuntime: Int?
    package var cpus: Float?
    package var cpuSet: String?
    package var cpuShares: Int?
    package var deviceCgroupRules: [String] = []
    package var memory: ByteSize?
    package var memoryReservation: ByteSize?
    /// -1 is unlimited swap.
    package var memoryAndSwap: ByteSize?
    package var swappiness: ByteSize?
    package var disablesOutOfMemoryKiller = false
    package var outOfMemoryScore: Int?
    package var pids: Int?
    package var sharedMemory: ByteSize?

    package init() {}
}
