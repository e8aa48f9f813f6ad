internal import ComposeModel
internal import DockerEngine

/// What the container may use; limits of the deploy section win over those of the service.
extension ContainerSpecification {
    static func resources(of service: Service) -> ContainerResources {
        let limits = service.limits
        var resources = ContainerResources()
        resources.cgroupParent = limits.cgroupParent
        resources.cpuCount = limits.cpuCount
        resources.cpuPercent = limits.cpuPercent.map { Int(clamping: Double($0 * 100)) }
        resources.cpuPeriod = limits.cpuPeriod
        resources.cpuQuota = limits.cpuQuota
        resources.cpuRealtimePeriod = limits.cpuRealtimePeriod
        resources.cpuRealtimeRuntime = limits.cpuRealtimeRuntime
        resources.cpuSet = limits.cpuSet
        resources.cpuShares = limits.cpuShares
        resources.nanoCPUs = limits.cpus.map(nano)
        resources.deviceCgroupRules = limits.deviceCgroupRules
        resources.memory = limits.memory?.bytes
        resources.memoryReservation = limits.memoryReservation?.bytes
        resources.memorySwap = limits.memoryAndSwap?.bytes
        resources.memorySwappiness = limits.swappiness?.bytes
        resources.isOOMKillDisabled = limits.disablesOutOfMemoryKiller ? true : nil
        resources.pidsLimit = limits.pids
        resources.ulimits = service.ulimits.map { name, limit in
            switch limit {
            case .single(let value): DockerEngine.Ulimit(name: name, soft: value, hard: value)
            case .range(let soft, let hard): DockerEngine.Ulimit(name: name, soft: soft, hard: hard)
            }
        }
        addBlockIO(limits.blockIO, to: &resources)
        addDeploy(service.deploy, to: &resources)
        addDevices(of: service, to: &resources)
        return resources
    }

    private static func nano(_ cpus: Float) -> Int { Int(clamping: (Double(cpus) * 1e9).rounded()) }

    private static func addBlockIO(_ limits: ResourceLimits.BlockIO?, to resources: inout ContainerResources) {
        guard let limits else { return }
        func rates(_ rates: [ResourceLimits.DeviceRate]) -> [BlkioRate] {
            rates.map { BlkioRate(path: $0.path, rate: $0.rate.bytes) }
        }
        resources.blkioWeight = limits.weight
        resources.blkioWeightDevices = limits.deviceWeights.map { BlkioWeight(path: $0.path, weight: $0.weight) }
        resources.blkioReadBytes = rates(limits.readBytes)
        resources.blkioReadOperations = rates(limits.readOperations)
        resources.blkioWriteBytes = rates(limits.writeBytes)
        resources.blkioWriteOperations = rates(limits.writeOperations)
    }

    private static func addDeploy(_ deploy: Deploy?, to resources: inout ContainerResources) {
        if let limits = deploy?.limits {
            if let memory = limits.memory { resources.memory = memory.bytes }
            if let cpus = limits.cpus { resources.nanoCPUs = nano(cpus) }
            if let pids = limits.pids { resources.pidsLimit = pids }
        }
        if let memory = deploy?.reservations?.memory { resources.memoryReservation = memory.bytes }
        for device in deploy?.reservations?.devices ?? [] {
            resources.deviceRequests.append(request(for: device, capabilities: device.capabilities))
        }
    }

    private static func addDevices(of service: Service, to resources: inout ContainerResources) {
        for device in service.devices {
            // A name such as `vendor.com/gpu=all` is a device of the Container Device Interface, not a path.
            if device.source == device.target, device.source.contains("="), !device.source.hasPrefix("/") {
                var request = DockerEngine.DeviceRequest()
                request.driver = "cdi"
                request.ids = [device.source]
                resources.deviceRequests.append(request)
            } else {
                resources.devices.append(
                    DockerEngine.DeviceMapping(
                        hostPath: device.source,
                        containerPath: device.target,
                        permissions: device.permissions
                    )
                )
            }
        }
        for gpu in service.gpus {
            resources.deviceRequests.append(request(for: gpu, capabilities: gpu.capabilities + ["gpu"]))
        }
    }

    private static func request(
        for device: ComposeModel.DeviceRequest,
        capabilities: [String]
    ) -> DockerEngine.DeviceRequest {
        var request = DockerEngine.DeviceRequest()
        request.driver = device.driver
        request.count = device.count
        request.ids = device.ids
        request.capabilities = [capabilities]
        request.options = Dictionary(uniqueKeysWithValues: device.options.map { ($0, $1) })
        return request
    }
}

extension Int {
    /// The nearest whole number towards zero; the largest or smallest there is for more than that, 0 for no number.
    fileprivate init(clamping number: Double) {
        if number.isNaN {
            self = 0
        } else if number.magnitude < 0x1p63 {
            self = Int(number)
        } else {
            self = number < 0 ? .min : .max
        }
    }
}
