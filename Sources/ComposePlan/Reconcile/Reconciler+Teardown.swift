internal import ComposeModel
internal import OrderedCollections

/// Plans that go against the dependencies: dependents first.
extension Reconciler {
    func stopPlan(_ request: StopRequest) -> Plan {
        var plan = Plan()
        var planner = TeardownPlanner(reconciler: self, timeout: request.timeout)
        for service in orderedServices().reversed()
        where request.targets.isEmpty || request.targets.contains(service.name) {
            planner.stop(service, in: &plan)
        }
        return plan
    }

    func downPlan(_ request: DownRequest) -> Plan {
        var plan = Plan()
        var planner = TeardownPlanner(reconciler: self, timeout: request.timeout)
        var removed: [Step.ID] = []
        for service in orderedServices().reversed()
        where request.targets.isEmpty || request.targets.contains(service.name) {
            removed += planner.remove(service, volumes: request.removesVolumes, in: &plan)
        }
        removed += planOrphanRemoval(request, &planner, &plan)
        planNetworkRemoval(request, after: removed, &plan)
        if request.removesVolumes { planVolumeRemoval(request, after: removed, &plan) }
        planImageRemoval(request, after: removed, &plan)
        return plan
    }

    private func planOrphanRemoval(
        _ request: DownRequest,
        _ planner: inout TeardownPlanner,
        _ plan: inout Plan
    ) -> [Step.ID] {
        guard request.targets.isEmpty else { return [] }
        let hooks = observed.containers.filter { $0.labels[ComposeLabel.hook] != nil }
        let orphans = observed.containers.filter { container in
            guard container.labels[ComposeLabel.hook] == nil else { return false }
            return container.isOneOff || project.anyService(named: container.service) == nil
        }
        let leftHooks = hooks.flatMap { planner.remove($0, volumes: true, cause: .leftover, in: &plan) }
        guard request.removesOrphans else {
            let lasting = orphans.filter { !$0.isOneOff }
            if !lasting.isEmpty { plan.warn(ConvergencePlanner.orphanWarning(lasting)) }
            return leftHooks
        }
        return leftHooks
            + orphans.flatMap { planner.remove($0, volumes: request.removesVolumes, cause: .orphan, in: &plan) }
    }

    /// Networks of the project, declared or labelled; with targets only those that are still declared, since the project was
    /// narrowed to the targets and what only they use.
    private func planNetworkRemoval(_ request: DownRequest, after removed: [Step.ID], _ plan: inout Plan) {
        let declared = project.networks.filter { !$0.value.isExternal }
        let gone = observed.networks.filter { network in
            if let key = network.key, network.project == project.name {
                return request.targets.isEmpty || declared[key] != nil
            }
            return declared.values.contains { $0.name == network.name } && network.project == project.name
        }
        for network in gone {
            plan.append(.removeNetwork(id: network.id, name: network.name), cause: .requested, after: removed)
        }
    }

    private func planVolumeRemoval(_ request: DownRequest, after removed: [Step.ID], _ plan: inout Plan) {
        for volume in observed.volumes {
            let declared = project.volumes.values.first { $0.name == volume.name }
            guard let declared, !declared.isExternal else {
                guard request.isNameOnly, volume.project == project.name else { continue }
                plan.append(.removeVolume(name: volume.name), cause: .requested, after: removed)
                continue
            }
            plan.append(.removeVolume(name: volume.name), cause: .requested, after: removed)
        }
    }

    private func planImageRemoval(_ request: DownRequest, after removed: [Step.ID], _ plan: inout Plan) {
        var seen: Set<String> = []
        for service in project.services.values {
            let reference = names.image(of: service)
            let isOwn = service.image == nil || service.image?.isEmpty == true
            let goes =
                switch request.images {
                case .none: false
                case .local: isOwn && service.build != nil
                case .all: true
                }
            guard goes, observed.images[reference] != nil, seen.insert(reference).inserted else { continue }
            plan.append(.removeImage(reference: reference), cause: .requested, after: removed)
        }
    }
}

/// Stops and removes containers, each after those of the services that depend on its service.
struct TeardownPlanner {
    private let reconciler: Reconciler
    private let order: ServiceOrder
    private let timeout: Int?
    private var stops: [String: [Step.ID]] = [:]

    init(reconciler: Reconciler, timeout: Int?) {
        self.reconciler = reconciler
        self.timeout = timeout
        order = ServiceOrder(project: reconciler.project)
    }

    /// Stops what runs of a service once its dependents are stopped; returns the stopping step of each container.
    @discardableResult
    mutating func stop(_ service: Service, in plan: inout Plan) -> [String: Step.ID] {
        let before = order.dependents(of: service.name).flatMap { stops[$0] ?? [] }
        guard service.provider == nil else {
            stops[service.name] = [Self.ask(service, .stop, after: before, in: &plan)]
            return [:]
        }
        var steps: [String: Step.ID] = [:]
        var ordered: [Step.ID] = []
        for container in reconciler.observed.replicas(of: service.name) where container.hasProcess {
            let target = PlannedContainer(container)
            var after = before
            if !service.preStop.isEmpty, container.isRunning {
                after = [plan.append(.runHooks(target, .preStop), cause: .requested, after: before)]
            }
            let step = plan.append(.stopContainer(target, timeout: timeout), cause: .requested, after: after)
            steps[container.id] = step
            ordered.append(step)
        }
        // A service with nothing to stop passes on what it would have waited for.
        stops[service.name] = ordered.isEmpty ? before : ordered
        return steps
    }

    mutating func remove(_ service: Service, volumes: Bool, in plan: inout Plan) -> [Step.ID] {
        guard service.provider == nil else {
            let before = order.dependents(of: service.name).flatMap { stops[$0] ?? [] }
            let step = Self.ask(service, .down, after: before, in: &plan)
            stops[service.name] = [step]
            return [step]
        }
        let steps = stop(service, in: &plan)
        return reconciler.observed.replicas(of: service.name).map { container in
            plan.append(
                .removeContainer(PlannedContainer(container), removesVolumes: volumes),
                cause: .requested,
                after: steps[container.id].map { [$0] } ?? []
            )
        }
    }

    /// Stops and removes a container that belongs to no service of the project.
    mutating func remove(_ container: ObservedContainer, volumes: Bool, cause: Cause, in plan: inout Plan) -> [Step.ID]
    {
        let target = PlannedContainer(container)
        var after: [Step.ID] = []
        if container.hasProcess {
            after = [plan.append(.stopContainer(target, timeout: timeout), cause: cause)]
        }
        return [plan.append(.removeContainer(target, removesVolumes: volumes), cause: cause, after: after)]
    }

    private static func ask(
        _ service: Service,
        _ verb: ProviderVerb,
        after dependencies: [Step.ID],
        in plan: inout Plan
    ) -> Step.ID {
        plan.append(.runProvider(service: service.name, verb), cause: .requested, after: dependencies)
    }
}
