import ComposeModel
import YAML

extension ResourceLimits {
    /// Reads the keys that stand directly under a service.
    init(_ reader: MappingReader) {
        self.init()
        blockIO = reader.section("blkio_config").map { BlockIO($0) }
        cgroupParent = reader.text("cgroup_parent")
        cpuCount = reader.int("cpu_count")
        cpuPercent = reader.float("cpu_percent")
        cpuPeriod = reader.int("cpu_period")
        cpuQuota = reader.int("cpu_quota")
        cpuRealtimePeriod = reader.int("cpu_rt_period")
        cpuRealtimeRuntime = reader.int("cpu_rt_runtime")
        cpus = reader.float("cpus")
        cpuSet = reader.text("cpuset")
        cpuShares = reader.int("cpu_shares")
        deviceCgroupRules = reader.strings("device_cgroup_rules")
        memory = reader.size("mem_limit")
        memoryReservation = reader.size("mem_reservation")
        memoryAndSwap = reader.size("memswap_limit")
        swappiness = reader.size("mem_swappiness")
        disablesOutOfMemoryKiller = reader.flag("oom_kill_disable")
        outOfMemoryScore = reader.int("oom_score_adj")
        pids = reader.int("pids_limit")
        sharedMemory = reader.size("shm_size")
    }
}

extension ResourceLimits.BlockIO {
    init(_ reader: MappingReader) {
        self.init()
        weight = reader.int("weight")
        deviceWeights = reader.sections("weight_device").map {
            ResourceLimits.DeviceWeight(path: $0.text("path") ?? "", weight: $0.int("weight") ?? 0)
        }
        readBytes = Self.rates("device_read_bps", reader)
        readOperations = Self.rates("device_read_iops", reader)
        writeBytes = Self.rates("device_write_bps", reader)
        writeOperations = Self.rates("device_write_iops", reader)
        extensions = reader.extensions
    }

    private static func rates(_ key: String, _ reader: MappingReader) -> [ResourceLimits.DeviceRate] {
        reader.sections(key).map {
            ResourceLimits.DeviceRate(path: $0.text("path") ?? "", rate: $0.size("rate") ?? ByteSize(bytes: 0))
        }
    }
}
