internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// What runs in the container: the engine's `Config`.
extension ContainerSpecification {
    static func config(_ request: Request, _ warnings: inout [String]) -> ContainerConfig {
        let service = request.service
        var config = ContainerConfig(image: request.names.image(of: service))
        config.hostname = service.hostname
        config.domainName = service.domainName
        config.user = service.user
        config.hasTerminal = service.hasTerminal
        config.opensInput = service.isInteractive
        config.environment = environment(service.environment)
        config.command = service.command
        config.entrypoint = service.entrypoint
        config.workingDirectory = service.workingDirectory
        config.exposedPorts = exposedPorts(of: service)
        config.isNetworkDisabled = service.networkMode == "disabled"
        config.labels = ContainerLabels.of(request)
        config.stopSignal = service.stopSignal
        config.stopTimeout = service.stopGracePeriod.map { Int($0.seconds) }
        config.healthcheck = service.healthcheck.map { healthcheck($0, request, &warnings) }
        if request.apiVersion < APIVersion(1, 44) { config.macAddress = service.macAddress }
        return config
    }

    /// A variable without a value is sent bare, which takes it away from what the image sets.
    private static func environment(_ variables: OrderedDictionary<String, String?>) -> [String] {
        variables.sorted { $0.key < $1.key }.map { name, value in value.map { "\(name)=\($0)" } ?? name }
    }

    /// Published and exposed ports in the form `80/tcp`; ranges are written out.
    private static func exposedPorts(of service: Service) -> [String] {
        var ports = service.ports.map { "\($0.target)/\($0.transport ?? "tcp")" }
        for entry in service.expose {
            let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            let transport = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : "tcp"
            let ends = parts[0].split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last, last <= 65_535 else { continue }
            ports += (first...last).map { "\($0)/\(transport)" }
        }
        var seen: Set<String> = []
        return ports.filter { seen.insert($0).inserted }
    }

    private static func healthcheck(
        _ healthcheck: Healthcheck,
        _ request: Request,
        _ warnings: inout [String]
    ) -> HealthcheckConfig {
        var config = HealthcheckConfig()
        config.test = healthcheck.isDisabled ? ["NONE"] : healthcheck.test
        config.interval = healthcheck.interval
        config.timeout = healthcheck.timeout
        config.startPeriod = healthcheck.startPeriod
        config.retries = healthcheck.retries
        guard let interval = healthcheck.startInterval else { return config }
        if request.apiVersion < APIVersion(1, 44) {
            warnings.append(
                "healthcheck.start_interval of service '\(request.service.name)' has no effect: it needs Engine 25 or newer"
            )
        } else {
            config.startInterval = interval
        }
        return config
    }
}
