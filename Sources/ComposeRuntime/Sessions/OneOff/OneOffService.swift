internal import ComposeModel
internal import OrderedCollections

/// A service and its project as a one-off container wants them.
enum OneOffService {
    /// The service with the user's wishes over its own words, and without what makes sense for lasting containers only.
    static func make(_ service: Service, _ options: OneOffOptions) -> Service {
        var service = service
        service.containerName = nil
        service.scale = 1
        service.restart = nil
        service.deploy?.replicas = nil
        service.deploy?.restartPolicy = nil
        service.hasTerminal = options.hasTerminal
        service.isInteractive = options.isInteractive
        service.ports = (options.publishesServicePorts ? service.ports : []) + options.ports
        if options.ignoresDependencies { service.dependencies = [:] }
        overrideProcess(of: &service, options)
        let targets = Set(options.mounts.map(\.target))
        service.mounts = service.mounts.filter { !targets.contains($0.target) } + options.mounts
        let (added, dropped) = (options.addedCapabilities, options.droppedCapabilities)
        service.addedCapabilities = service.addedCapabilities.filter { !dropped.contains($0) } + added
        service.droppedCapabilities = service.droppedCapabilities.filter { !added.contains($0) } + dropped
        return service
    }

    private static func overrideProcess(of service: inout Service, _ options: OneOffOptions) {
        if let entrypoint = options.entrypoint {
            service.entrypoint = entrypoint
            // The service's command is written for its own entrypoint.
            service.command = []
        }
        if !options.command.isEmpty { service.command = options.command }
        if let user = options.user { service.user = user }
        if let directory = options.workingDirectory { service.workingDirectory = directory }
        for (name, value) in options.environment {
            guard let value else { continue }
            service.environment[name] = value
        }
        for (name, value) in options.labels { service.labels[name] = value }
    }

    /// The project with the service and what it depends on; the others count as disabled, not as gone.
    static func narrow(_ project: Project, to service: Service) -> Project {
        var project = project
        project.services[service.name] = service
        var kept: Set<String> = [service.name]
        var pending = [service.name]
        while let name = pending.popLast() {
            guard let next = project.services[name] else { continue }
            pending += next.dependencies.keys.filter { project.services[$0] != nil && kept.insert($0).inserted }
        }
        for (name, other) in project.services where !kept.contains(name) { project.disabledServices[name] = other }
        project.services = project.services.filter { kept.contains($0.key) }
        return project
    }

    /// 64 random hexadecimal digits, by which one-offs of a service are told apart.
    static func slug() -> String {
        (0..<32).map { _ in
            let byte = UInt8.random(in: .min ... .max)
            return String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }
}
