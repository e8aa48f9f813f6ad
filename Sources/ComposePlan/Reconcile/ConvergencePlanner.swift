internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Writes the plan of `up`: one pass over the services in dependency order.
///
/// Every container gets the chain image → create → inject → start → hooks; only starting waits for gates, and nothing
/// waits for a service that it does not depend on.
struct ConvergencePlanner {
    let reconciler: Reconciler
    let request: ConvergeRequest
    let order: ServiceOrder
    var plan = Plan()

    /// The step that makes an image present, by reference.
    var imageSteps: [String: Step.ID] = [:]
    /// The step that creates a network or volume, by compose key.
    var networkSteps: [String: Step.ID] = [:]
    var volumeSteps: [String: Step.ID] = [:]
    /// The step that has a service provided by another program, by service.
    var providerSteps: [String: Step.ID] = [:]
    /// Why containers of a network or volume must be replaced, by compose key.
    var replacedNetworks: Set<String> = []
    /// What became of each service so far.
    var outcomes: [String: ServiceOutcome] = [:]
    /// Steps that stop a container on behalf of a dependency or network, by container id.
    var earlyStops: [String: Step.ID] = [:]
    /// Steps that take a container from a network that is replaced, by container id.
    var disconnections: [String: [Step.ID]] = [:]
    /// Steps that give a container its final name after an interrupted replacement, by container id.
    var adoptions: [String: Step.ID] = [:]
    /// Steps that remove what an interrupted replacement left, by the name that it has.
    var leftovers: [String: Step.ID] = [:]
    /// Containers that are gone by the time their service is planned, by id.
    var vacancies: [String: Vacancy] = [:]
    /// Steps that take the name from a container which a service's own is to get, by service.
    var freedNames: [String: [Step.ID]] = [:]
    /// Steps that free ports and addresses which a service's containers are to get, by service.
    var freedPlaces: [String: [Step.ID]] = [:]
    var gateSteps: [Gate: Step.ID] = [:]
    /// The service that says how an image is built, by reference.
    let builders: [String: String]

    init(reconciler: Reconciler, request: ConvergeRequest) {
        self.reconciler = reconciler
        self.request = request
        order = ServiceOrder(project: reconciler.project)
        let built = reconciler.project.services.values.filter { $0.build != nil && $0.provider == nil }
        builders = Dictionary(built.map { (reconciler.names.image(of: $0), $0.name) }) { first, _ in first }
    }

    var project: Project { reconciler.project }
    var observed: ObservedState { reconciler.observed }
    var names: ProjectNames { reconciler.names }

    mutating func convergence() -> Plan {
        let services = reconciler.orderedServices()
        checkExternalResources()
        checkServices(services)
        for service in services { planImage(of: service) }
        for service in services { planFurtherImages(of: service) }
        planNetworks()
        planVolumes()
        planHandovers(services)
        for service in services where service.name != request.oneOff { planService(service) }
        if let name = request.oneOff, let service = project.services[name] { _ = gates(for: service) }
        planOrphans()
        if request.waits, request.starts { planFinalGates(services) }
        return plan
    }

    /// Whether a container is of a service that the project no longer has, or a one-off that has ended.
    func isOrphan(_ container: ObservedContainer) -> Bool {
        guard container.labels[ComposeLabel.hook] == nil else { return false }
        if container.isOneOff { return container.state == .exited || container.state == .dead }
        return project.anyService(named: container.service) == nil
    }

    private mutating func planOrphans() {
        let orphans = observed.containers.filter { isOrphan($0) && vacancies[$0.id] == nil }
        guard !orphans.isEmpty, !request.ignoresOrphans else { return }
        if request.removesOrphans {
            for orphan in orphans { planRemoval(of: orphan, cause: .orphan) }
        } else {
            let lasting = orphans.filter { !$0.isOneOff }
            if !lasting.isEmpty { plan.warn(Self.orphanWarning(lasting)) }
        }
    }

    static func orphanWarning(_ orphans: [ObservedContainer]) -> String {
        "Found orphan containers (\(orphans.map(\.name).joined(separator: ", "))) for this project. "
            + "If you removed or renamed this service in your compose file, you can run this command with the "
            + "--remove-orphans flag to clean it up."
    }

    /// Stops a container if it runs, and removes it.
    @discardableResult
    mutating func planRemoval(of container: ObservedContainer, cause: Cause) -> Step.ID {
        if let vacancy = vacancies[container.id] { return vacancy.step }
        let target = PlannedContainer(container)
        var after: [Step.ID] = []
        if let stop = earlyStops[container.id] {
            after = [stop]
        } else if container.state != .exited, container.state != .created, container.state != .dead {
            after = [appendStop(of: container, cause: cause)]
        }
        // The engine cuts nothing off that it is about to remove.
        after += disconnections[container.id] ?? []
        return plan.append(.removeContainer(target, removesVolumes: false), cause: cause, after: after)
    }

    /// Stops a container once the hooks for that have run in it.
    mutating func appendStop(
        of container: ObservedContainer,
        cause: Cause,
        after dependencies: [Step.ID] = []
    ) -> Step.ID {
        let target = PlannedContainer(container)
        var after = dependencies
        if container.isRunning, !container.isOneOff, project.services[container.service]?.preStop.isEmpty == false {
            after = [plan.append(.runHooks(target, .preStop), cause: cause, after: dependencies)]
        }
        return plan.append(.stopContainer(target, timeout: request.stopTimeout), cause: cause, after: after)
    }
}

/// A container that was removed before its service is planned.
struct Vacancy {
    /// The step that removes it.
    var step: Step.ID
    var cause: Cause
}

/// What the plan makes of a service, for those that depend on it.
struct ServiceOutcome {
    /// Every container that the service will have.
    var containers: [PlannedContainer] = []
    /// The steps after which its containers have been started; a container that runs already has none.
    var started: [Step.ID] = []
    /// The steps that create its containers, by replica number; existing containers have none.
    var created: [Step.ID] = []
    /// Whether at least one of its containers is replaced by a new one.
    var isReplaced = false
    /// Whether hooks must run before the first of its containers starts.
    var needsPreStart = false
    /// The step that runs them.
    var preStart: Step.ID?
    /// The containers that stay as they run, so that gates may find them satisfied already.
    var untouched: [ObservedContainer] = []
}
