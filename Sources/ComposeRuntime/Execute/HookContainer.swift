internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// The container of a hook that runs before its service: like one of the service, with the hook's words over it.
struct HookContainer: Sendable {
    let hook: Hook
    /// References to other services' containers are resolved already.
    let service: Service
    let name: String
    /// The container whose volumes it sees.
    let lender: String

    /// - Throws: `StepError` when a file that the container needs cannot be read.
    func specification(
        image: String,
        digest: String,
        variables: [String: String],
        apiVersion: APIVersion,
        in project: Project,
        _ names: ProjectNames
    ) throws -> ContainerSpecification {
        var request = ContainerSpecification.Request(
            service: adapted(image),
            project: project,
            names: names,
            number: nil,
            containerName: name
        )
        request.imageDigest = digest
        request.apiVersion = apiVersion
        // Whoever asks for the service by its name must not reach a hook.
        request.usesAliases = false
        var specification = try ContainerSpecification.make(request)
        specification.creation.config.labels = labels(of: project)
        specification.creation.host.volumesFrom = [lender]
        specification.add(variables)
        return specification
    }

    private func adapted(_ image: String) -> Service {
        var service = service
        service.image = image
        if !hook.command.isEmpty { service.command = hook.command }
        if let user = hook.user { service.user = user }
        if let directory = hook.workingDirectory { service.workingDirectory = directory }
        if hook.privileged { service.privileged = true }
        for (name, value) in hook.environment { service.environment.updateValue(value, forKey: name) }
        // What belongs to a lasting container, of which there may be one already.
        service.containerName = nil
        service.ports = []
        service.healthcheck = nil
        service.restart = nil
        service.deploy?.restartPolicy = nil
        service.hasTerminal = false
        service.isInteractive = false
        service.macAddress = nil
        service.networks = service.networks.mapValues { $0.map(\.withoutAddresses) }
        // The mounts come from the container that is started next.
        service.mounts = []
        service.volumesFrom = []
        return service
    }

    /// Without a config hash and a number, by which it would count as a container of the service.
    private func labels(of project: Project) -> [String: String] {
        var labels: [String: String] = [:]
        for (name, value) in service.labels { labels[name] = value }
        labels[ComposeLabel.project] = project.name
        labels[ComposeLabel.service] = service.name
        labels[ComposeLabel.version] = ComposeLabel.referenceVersion
        labels[ComposeLabel.hook] = "pre_start"
        return labels
    }
}

extension ServiceNetwork {
    /// The same without addresses, which only one container can have.
    fileprivate var withoutAddresses: ServiceNetwork {
        var network = self
        network.ipv4Address = nil
        network.ipv6Address = nil
        network.linkLocalAddresses = []
        network.macAddress = nil
        return network
    }
}
