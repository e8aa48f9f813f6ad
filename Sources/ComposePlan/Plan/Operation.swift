/// One change to the engine, or one wait, with everything it needs.
///
/// The executor switches over this and decides nothing: all decisions were made by the reconciler.
package enum Operation: Sendable, Hashable {
    case pullImage(ImageNeed)
    case buildImage(ImageNeed)
    case removeImage(reference: String)

    case createNetwork(key: String, name: String)
    case disconnectNetwork(id: String, name: String, PlannedContainer)
    case removeNetwork(id: String, name: String)

    case createVolume(key: String, name: String)
    case removeVolume(name: String)

    case createContainer(ContainerCreationPlan)
    /// Puts the content of secrets and configs that no host file holds into a container that does not run yet.
    case injectFiles(PlannedContainer)
    case startContainer(PlannedContainer)
    case restartContainer(PlannedContainer, timeout: Int?)
    /// `timeout` in seconds until the engine kills; nil leaves the container's own.
    case stopContainer(PlannedContainer, timeout: Int?)
    case killContainer(PlannedContainer, signal: String)
    case pauseContainer(PlannedContainer)
    case unpauseContainer(PlannedContainer)
    case removeContainer(PlannedContainer, removesVolumes: Bool)
    case renameContainer(PlannedContainer, to: String)
    /// Runs hooks inside a container; one that fails fails the step only where the user asked for what comes after it.
    case runHooks(PlannedContainer, HookMoment)
    /// Runs the hooks that come before a service's first start, each in a container of its own.
    case runPreStart(PreStartPlan)

    /// Has the program that provides a service do something for it.
    case runProvider(service: String, ProviderVerb)

    case awaitCondition(Gate)
}

/// What a program that provides a service is asked for.
package enum ProviderVerb: String, Sendable, Hashable {
    case up, down
    /// Programs that do not say that they know it are not asked.
    case stop
}

/// When a hook of a service runs inside its container.
package enum HookMoment: String, Sendable, Hashable {
    case postStart = "post_start"
    case preStop = "pre_stop"
}

/// An image that services use and that must be fetched or made.
package struct ImageNeed: Sendable, Hashable {
    package var reference: String
    /// The service whose definition says how: platform, build section.
    package var service: String
    /// Every service that uses the image, for messages.
    package var services: [String]
    /// Whether a failed pull is followed by a build instead of failing.
    package var isBuildable: Bool

    package init(reference: String, service: String, services: [String], isBuildable: Bool) {
        self.reference = reference
        self.service = service
        self.services = services
        self.isBuildable = isBuildable
    }
}

/// How one container is to be made.
package struct ContainerCreationPlan: Sendable, Hashable {
    package var replica: ServiceReplica
    /// The name it is to have in the end.
    package var name: String
    /// The name it is created under while the container it replaces still has the final one; nil for a new container.
    package var temporaryName: String?
    /// The container whose anonymous volumes it takes over.
    package var inheritsFrom: ObservedContainer?
    /// Containers whose namespaces or volumes it shares, by service.
    package var partners: [String: ContainerReference] = [:]

    package init(_ replica: ServiceReplica, name: String) {
        self.replica = replica
        self.name = name
    }
}

/// The hooks that come before the first start of a service.
package struct PreStartPlan: Sendable, Hashable {
    /// The container that is started next, whose volumes the hooks see.
    package var container: PlannedContainer
    /// Containers whose namespaces it shares, by service; the hooks share them too.
    package var partners: [String: ContainerReference]

    package init(_ container: PlannedContainer, partners: [String: ContainerReference] = [:]) {
        self.container = container
        self.partners = partners
    }
}
