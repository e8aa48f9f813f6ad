internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// How the container is run. What the engine's configuration fills in is compared only where the service says it.
extension InspectedDifferences {
    mutating func compareHost() {
        let made = container.host
        let host = wanted.creation.host
        compare("restart", Self.text(made.restartPolicy), host.restartPolicy.map { Self.text($0) }, inherited: "")
        compare("privileged", made.isPrivileged, host.isPrivileged)
        compare("read_only", made.hasReadOnlyRoot, host.hasReadOnlyRoot)
        compare("init", made.usesInit ?? false, host.usesInit ?? false)
        compareSet("cap_add", made.addedCapabilities, host.addedCapabilities, Self.capability)
        compareSet("cap_drop", made.droppedCapabilities, host.droppedCapabilities, Self.capability)
        compareSet("group_add", made.groups, host.groups) { $0 }
        compareSet("extra_hosts", made.extraHosts, host.extraHosts) { $0.filter { $0 != "[" && $0 != "]" } }
        compare("dns", made.dns, host.dns, inherited: [])
        compare("dns_opt", made.dnsOptions, host.dnsOptions, inherited: [])
        compare("dns_search", made.dnsSearch, host.dnsSearch, inherited: [])
        compare("sysctls", made.sysctls, host.sysctls, inherited: [:])
        compare("tmpfs", made.tmpfs, host.tmpfs, inherited: [:])
        compareSecurity()
        compareNamespaces()
        compareLogging()
    }

    /// `on-failure:3`; empty for never.
    private static func text(_ policy: RestartPolicy) -> String {
        if policy.name == "no" { return "" }
        return policy.maximumRetries > 0 ? "\(policy.name):\(policy.maximumRetries)" : policy.name
    }

    private static func capability(_ name: String) -> String {
        let name = name.uppercased()
        return name.hasPrefix("CAP_") ? String(name.dropFirst("CAP_".count)) : name
    }

    /// Lists whose order means nothing, each element in one way of writing it.
    private mutating func compareSet(
        _ path: String,
        _ made: [String],
        _ wanted: [String],
        _ form: (String) -> String
    ) {
        compare(path, made.map(form).sorted(), wanted.map(form).sorted(), inherited: [])
    }

    /// The engine labels a container by itself where it is told nothing about that.
    private mutating func compareSecurity() {
        func form(_ option: String) -> String {
            let separator = option.firstIndex { $0 == ":" || $0 == "=" }
            guard let separator else { return option }
            let (name, value) = (option[..<separator], option[option.index(after: separator)...])
            return name == "no-new-privileges" && value == "true" ? String(name) : "\(name)=\(value)"
        }
        let asked = wanted.creation.host.securityOptions.map { form($0) }
        let made = container.host.securityOptions.map { form($0) }
            .filter { asked.contains($0) || !$0.hasPrefix("label=") }
        compareSet("security_opt", made, asked) { $0 }
    }

    private mutating func compareNamespaces() {
        let made = container.host
        let host = wanted.creation.host
        compare("pid", made.pidMode, host.pidMode, inherited: "")
        compare("uts", made.utsMode, host.utsMode, inherited: "")
        compare("userns_mode", made.userNamespaceMode, host.userNamespaceMode, inherited: "")
        compare("ipc", made.ipcMode, host.ipcMode, inherited: nil)
        compare("cgroup", made.cgroupNamespaceMode, host.cgroupNamespaceMode, inherited: nil)
        compare("runtime", made.runtime, host.runtime, inherited: nil)
        if let size = host.sharedMemorySize { compare("shm_size", made.sharedMemorySize, size) }
    }

    private mutating func compareLogging() {
        guard let log = wanted.creation.host.logConfig else { return }
        compare("logging.driver", container.host.logDriver, log.type, inherited: nil)
        // The engine adds its own options to those it is given.
        let kept = container.host.logOptions.filter { log.options[$0.key] != nil }
        compare("logging.options", kept, log.options, inherited: [:])
    }

    // MARK: - Resources

    mutating func compareResources() {
        let made = container.host.resources
        let resources = wanted.creation.host.resources
        compare("mem_limit", made.memory, resources.memory)
        compare("mem_reservation", made.memoryReservation, resources.memoryReservation)
        compare("cpu_shares", made.cpuShares, resources.cpuShares)
        compare("cpu_period", made.cpuPeriod, resources.cpuPeriod)
        compare("cpu_quota", made.cpuQuota, resources.cpuQuota)
        compare("cpuset", made.cpuSet, resources.cpuSet, inherited: "")
        compare("pids_limit", max(0, made.pidsLimit), max(0, resources.pidsLimit ?? 0))
        compare("oom_score_adj", container.host.oomScoreAdjustment, wanted.creation.host.oomScoreAdjustment)
        let processors = resources.nanoCPUs ?? 0
        if made.nanoCPUs != processors {
            func value(_ billionths: Int) -> CanonicalValue? {
                billionths == 0 ? nil : CanonicalValue.double(Double(billionths) / 1e9)
            }
            note("cpus", value(made.nanoCPUs), value(processors))
        }
        let devices = made.devices.map { Self.deviceText($0) }
        compareSet("devices", devices, resources.devices.map { Self.deviceText($0) }) { $0 }
        // The engine may set limits of its own beside those it is given.
        let names = Set(resources.ulimits.map(\.name))
        compare(
            "ulimits",
            Self.entries(made.ulimits.filter { names.contains($0.name) }),
            Self.entries(resources.ulimits),
            inherited: [:]
        )
    }

    private static func deviceText(_ device: DockerEngine.DeviceMapping) -> String {
        let permissions = device.permissions.isEmpty ? "rwm" : device.permissions
        return "\(device.hostPath):\(device.containerPath):\(permissions)"
    }

    private static func entries(_ limits: [DockerEngine.Ulimit]) -> [String: String] {
        var entries: [String: String] = [:]
        for limit in limits {
            entries[limit.name] = limit.soft == limit.hard ? "\(limit.soft)" : "\(limit.soft):\(limit.hard)"
        }
        return entries
    }
}
