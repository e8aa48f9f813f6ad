import ComposeModel
import Diagnostics
import OrderedCollections

/// Counts and limits, which a service may state in two places.
extension ProjectCheck {
    /// More than any engine can run, and still few enough to plan for.
    private static let mostReplicas = 100_000

    mutating func checkNumbers(of service: Service) {
        let deploy = service.deploy
        if let scale = service.scale, let replicas = deploy?.replicas, scale != replicas {
            reportDifference(service, "scale", "deploy.replicas")
        }
        if let scale = service.scale, scale < 0 {
            report("'scale' of service '\(service.name)' must be at least 0, not \(scale)", service, "scale")
        }
        if let replicas = deploy?.replicas, service.scale == nil, replicas < 0 {
            report(
                "'deploy.replicas' of service '\(service.name)' must be at least 0, not \(replicas)",
                service,
                "deploy.replicas"
            )
        }
        if service.replicas > Self.mostReplicas {
            report(
                "service '\(service.name)' wants \(service.replicas) containers, more than \(Self.mostReplicas)",
                service,
                service.scale == nil ? "deploy.replicas" : "scale"
            )
        }
        checkLimits(of: service)
        if let name = service.containerName, service.replicas > 1 {
            report(
                "service '\(service.name)' wants \(service.replicas) containers that are all called '\(name)'",
                service,
                "container_name",
                hint: "remove 'container_name', so that each gets a name of its own"
            )
        }
    }

    /// A section under `deploy` that leaves a limit out states it as none, which differs from one stated elsewhere.
    private mutating func checkLimits(of service: Service) {
        let own = service.limits
        if let limits = service.deploy?.limits {
            if let cpus = own.cpus, cpus != 0, cpus != limits.cpus ?? 0 {
                reportDifference(service, "cpus", "deploy.resources.limits.cpus")
            }
            if let memory = own.memory, memory.bytes != 0, memory.bytes != limits.memory?.bytes ?? 0 {
                reportDifference(service, "mem_limit", "deploy.resources.limits.memory")
            }
            if let pids = own.pids, pids != 0, pids != limits.pids ?? 0 {
                reportDifference(service, "pids_limit", "deploy.resources.limits.pids")
            }
        }
        if let reservations = service.deploy?.reservations, let memory = own.memoryReservation, memory.bytes != 0,
            memory.bytes != reservations.memory?.bytes ?? 0
        {
            reportDifference(service, "mem_reservation", "deploy.resources.reservations.memory")
        }
    }

    private mutating func reportDifference(_ service: Service, _ key: String, _ deployKey: String) {
        report(
            "'\(key)' and '\(deployKey)' of service '\(service.name)' differ",
            service,
            key,
            notes: service.locations[deployKey].map { [Diagnostic.Note("the other is stated here", at: $0)] } ?? [],
            hint: "state only one of them, or both with the same value"
        )
    }

    /// The engine gives a name to one container only.
    mutating func checkContainerNames() {
        var owners: [String: Service] = [:]
        for service in project.services.values {
            guard let name = service.containerName else { continue }
            guard let owner = owners[name] else {
                owners[name] = service
                continue
            }
            report(
                "services '\(owner.name)' and '\(service.name)' have the same container name '\(name)'",
                service,
                "container_name",
                notes: owner.locations["container_name"].map { [Diagnostic.Note("first used here", at: $0)] } ?? [],
                hint: "give each service a container name of its own, or none"
            )
        }
    }
}
