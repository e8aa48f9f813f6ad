internal import ComposeModel
internal import DockerEngine

/// How the container is run: the engine's `HostConfig`.
extension ContainerSpecification {
    static func host(_ request: Request) throws -> HostConfig {
        let service = request.service
        var host = HostConfig()
        host.portBindings = portBindings(of: service)
        host.restartPolicy = restartPolicy(of: service)
        host.dns = service.dns
        host.dnsOptions = service.dnsOptions
        host.dnsSearch = service.dnsSearch
        host.extraHosts = service.extraHosts.map { "\($0.name):\($0.address)" }
        host.logConfig = service.logging.map { logging in
            LogConfig(type: logging.driver, options: Dictionary(uniqueKeysWithValues: logging.options.map { ($0, $1) }))
        }
        host.usesInit = service.initProcess
        host.runtime = service.runtime
        host.annotations = Dictionary(uniqueKeysWithValues: service.annotations.map { ($0, $1) })
        host.storageOptions = Dictionary(uniqueKeysWithValues: service.storageOptions.map { ($0, $1) })
        host.sysctls = Dictionary(uniqueKeysWithValues: service.sysctls.map { ($0, $1) })
        host.hasReadOnlyRoot = service.isReadOnly
        host.volumesFrom = service.volumesFrom
        host.oomScoreAdjustment = service.limits.outOfMemoryScore
        host.sharedMemorySize = service.limits.sharedMemory?.bytes
        addNamespaces(of: service, to: &host)
        try addSecurity(request, to: &host)
        try addMounts(request, to: &host)
        host.resources = resources(of: service)
        return host
    }

    private static func addNamespaces(of service: Service, to host: inout HostConfig) {
        host.cgroupNamespaceMode = service.cgroup
        host.ipcMode = service.ipc
        host.pidMode = service.pid
        host.utsMode = service.uts
        host.userNamespaceMode = service.userNamespaceMode
        host.isolation = service.isolation
        host.groups = service.groups
    }

    private static func addSecurity(_ request: Request, to host: inout HostConfig) throws {
        let service = request.service
        host.isPrivileged = service.privileged
        host.addedCapabilities = service.addedCapabilities
        host.droppedCapabilities = service.droppedCapabilities
        for option in service.securityOptions {
            if option == "systempaths=unconfined" || option == "systempaths:unconfined" {
                host.maskedPaths = []
                host.readOnlyPaths = []
            } else {
                host.securityOptions.append(
                    try SecurityOption.resolved(option, directory: request.project.workingDirectory)
                )
            }
        }
    }

    private static func portBindings(of service: Service) -> [String: [PortBinding]] {
        var bindings: [String: [PortBinding]] = [:]
        for port in service.ports {
            bindings["\(port.target)/\(port.transport ?? "tcp")", default: []]
                .append(PortBinding(hostAddress: port.hostAddress ?? "", hostPort: port.published ?? ""))
        }
        return bindings
    }

    /// The deploy section's policy wins over `restart`; its delay and window have no counterpart on an engine.
    private static func restartPolicy(of service: Service) -> RestartPolicy? {
        if let policy = service.deploy?.restartPolicy {
            let name =
                switch policy.condition {
                case "none": "no"
                case "on-failure": "on-failure"
                case "unless-stopped": "unless-stopped"
                default: "always"
                }
            return RestartPolicy(name: name, maximumRetries: policy.maxAttempts ?? 0)
        }
        guard let restart = service.restart else { return nil }
        let parts = restart.split(separator: ":", maxSplits: 1)
        guard let name = parts.first else { return nil }
        return RestartPolicy(
            name: String(name),
            maximumRetries: parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        )
    }
}
