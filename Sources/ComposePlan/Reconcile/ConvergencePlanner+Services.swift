internal import ComposeModel
internal import OrderedCollections

/// The containers of one service.
extension ConvergencePlanner {
    mutating func planService(_ service: Service) {
        guard service.provider == nil else { return planProvider(of: service) }
        var outcome = ServiceOutcome()
        var kept: [ObservedContainer] = []
        // Removals of what may have a port or an address that the others are to get.
        var cleared: [Step.ID] = []
        for container in sortedReplicas(of: service) {
            guard reconciler.isSuperseded(container, of: service) else {
                kept.append(container)
                continue
            }
            let removal = planRemoval(of: container, cause: .leftover)
            leftovers[container.name] = removal
            if container.hasProcess { cleared.append(removal) }
        }
        let wanted = max(0, service.replicas)
        let places = WantedPlaces(of: service, in: project)
        for container in kept.dropFirst(wanted) {
            let removal = planRemoval(of: container, cause: .scaledDown(to: wanted))
            if places.overlap(container) { cleared.append(removal) }
        }
        kept = Array(kept.prefix(wanted))
        for container in kept where vacancies[container.id] == nil { adoptIfReplacement(container, of: service) }

        let causes = kept.map { recreationCause(of: $0, service) }
        if causes.contains(where: { $0 != nil }) {
            outcome.isReplaced = true
            stopDependents(of: service)
        }
        outcome.needsPreStart = needsPreStart(service, kept, causes)
        let isSettled =
            kept.count == wanted
            && zip(kept, causes).allSatisfy { container, cause in
                cause == nil && container.isRunning && vacancies[container.id] == nil && earlyStops[container.id] == nil
            }
        let opening =
            request.starts ? gates(for: service, isSettled: isSettled) + providers(of: service) + cleared : []
        for (container, cause) in zip(kept, causes) {
            let gates = opening + (outcome.preStart.map { [$0] } ?? [])
            if let vacancy = vacancies[container.id] {
                planRenewal(of: container, service, vacancy, gates: gates, outcome: &outcome)
            } else if let cause {
                planReplacement(of: container, service, cause: cause, gates: gates, outcome: &outcome)
            } else {
                planStart(of: container, service, gates: gates, outcome: &outcome)
            }
        }
        var number = (observed.replicas(of: service.name).map(\.number).max() ?? 0)
        for _ in 0..<max(0, wanted - kept.count) {
            number += 1
            let gates = opening + (outcome.preStart.map { [$0] } ?? [])
            planCreation(of: ServiceReplica(service.name, number), service, gates: gates, outcome: &outcome)
        }
        outcomes[service.name] = outcome
    }

    /// Containers that are up to date first, then by number, the newest first among equals: the tail goes when scaling down.
    private func sortedReplicas(of service: Service) -> [ObservedContainer] {
        let replicas = observed.replicas(of: service.name)
        guard replicas.count > 1 else { return replicas }
        let hashes = reconciler.acceptedHashes(of: service)
        func isUpToDate(_ container: ObservedContainer) -> Bool { container.configHash.map(hashes.contains) ?? false }
        return replicas.sorted { left, right in
            let (one, other) = (isUpToDate(left), isUpToDate(right))
            if one != other { return one }
            return left.number == right.number ? left.created > right.created : left.number < right.number
        }
    }

    /// Gives a replacement whose original is gone its final name, which an interrupted run did not come to.
    private mutating func adoptIfReplacement(_ container: ObservedContainer, of service: Service) {
        let name = names.container(service, number: container.number)
        guard container.isReplacement(for: name) else { return }
        adoptions[container.id] = plan.append(
            .renameContainer(PlannedContainer(container), to: name),
            cause: .leftover,
            after: freedNames[service.name] ?? []
        )
    }

    // MARK: - Keeping

    private mutating func planStart(
        of container: ObservedContainer,
        _ service: Service,
        gates: [Step.ID],
        outcome: inout ServiceOutcome
    ) {
        var target = PlannedContainer(container)
        if adoptions[container.id] != nil { target.name = names.container(service, number: container.number) }
        outcome.containers.append(target)
        let stop = earlyStops[container.id]
        // A container that never ran takes whatever network has the name when it starts.
        let joined = service.networkMode == nil ? service.networks.keys.compactMap { networkSteps[$0] } : []
        let gates = gates + (adoptions[container.id].map { [$0] } ?? []) + joined
        guard request.starts else { return }
        if container.state == .paused, stop == nil {
            outcome.started.append(
                plan.append(.unpauseContainer(target), cause: .notRunning(.paused), after: gates)
            )
            return
        }
        // The engine starts no dead container, and says so; here it is one that may not be replaced.
        guard container.isStartable || container.state == .dead || stop != nil else {
            outcome.untouched.append(container)
            return
        }
        let cause = stop == nil ? Cause.notRunning(container.state) : restartCause(of: service)
        appendStart(of: target, service, cause: cause, after: gates + (stop.map { [$0] } ?? []), outcome: &outcome)
    }

    private func restartCause(of service: Service) -> Cause {
        let replaced = service.dependencies.first { $0.value.restart && outcomes[$0.key]?.isReplaced == true }?.key
        return .dependencyRestarted(replaced ?? service.name)
    }

    /// Inject, start, hooks; the last of them is what dependents come after.
    mutating func appendStart(
        of target: PlannedContainer,
        _ service: Service,
        cause: Cause,
        after dependencies: [Step.ID],
        outcome: inout ServiceOutcome
    ) {
        var dependencies = dependencies + (freedPlaces[service.name] ?? [])
        if outcome.needsPreStart, outcome.preStart == nil {
            let hooks = planPreStart(of: target, service, after: dependencies)
            outcome.preStart = hooks
            dependencies.append(hooks)
        }
        if needsInjection(service) {
            // Only the container itself must exist; its gates may still be closed.
            let created: [Step.ID] = if case .created(let id) = target.reference { [id] } else { [] }
            let stop = earlyStops.values.filter { dependencies.contains($0) }
            dependencies.append(plan.append(.injectFiles(target), cause: cause, after: created + stop))
        }
        var last = plan.append(.startContainer(target), cause: cause, after: dependencies)
        if !service.postStart.isEmpty {
            last = plan.append(.runHooks(target, .postStart), cause: .created, after: [last])
        }
        outcome.started.append(last)
    }

    /// Whether content that no host file holds goes into the container before each start.
    private func needsInjection(_ service: Service) -> Bool {
        service.secrets.contains { project.secrets[$0.source].map { $0.file == nil } ?? false }
            || service.configs.contains { project.configs[$0.source].map { $0.file == nil } ?? false }
    }

    // MARK: - Creating

    private mutating func planCreation(
        of replica: ServiceReplica,
        _ service: Service,
        gates: [Step.ID],
        outcome: inout ServiceOutcome
    ) {
        var creation = ContainerCreationPlan(replica, name: names.container(service, number: replica.number))
        creation.partners = partners(of: service)
        let created = plan.append(
            .createContainer(creation),
            cause: .noContainer,
            after: creationDependencies(of: service)
        )
        let target = PlannedContainer(replica, .created(by: created), name: creation.name)
        outcome.containers.append(target)
        outcome.created.append(created)
        guard request.starts else { return }
        appendStart(of: target, service, cause: .created, after: [created] + gates, outcome: &outcome)
    }

    /// Image, networks, volumes, the containers whose namespaces are shared, and the name.
    func creationDependencies(of service: Service) -> [Step.ID] {
        var steps: [Step.ID] = []
        if let step = imageSteps[names.image(of: service)] { steps.append(step) }
        steps += service.networks.keys.compactMap { networkSteps[$0] }
        steps += service.mounts.compactMap { mount in
            guard mount.kind == .volume, let source = mount.source else { return nil }
            return volumeSteps[source]
        }
        steps += service.mounts.compactMap { mount in
            names.mountedImage(mount, in: project).flatMap { imageSteps[$0] }
        }
        steps += providers(of: service)
        for partner in PartnerReferences.services(of: service) { steps += outcomes[partner]?.created ?? [] }
        return steps + (freedNames[service.name] ?? [])
    }

    func partners(of service: Service) -> [String: ContainerReference] {
        var references: [String: ContainerReference] = [:]
        for partner in PartnerReferences.services(of: service) {
            references[partner] = partnerContainer(of: partner)
        }
        return references
    }

    /// The container of a service whose namespaces and volumes others share: the first by name; nil when it has none.
    ///
    /// A service that takes no part in the plan keeps the containers that it has.
    private func partnerContainer(of service: String) -> ContainerReference? {
        guard let outcome = outcomes[service] else {
            return reconciler.observedPartner(service).map { ContainerReference.existing(id: $0) }
        }
        return outcome.containers.min { $0.name < $1.name }?.reference
    }

    /// Whether the containers that share something with a service will have another one to share it with.
    private func losesPartner(_ service: String) -> Bool {
        guard let next = partnerContainer(of: service) else { return false }
        return next != reconciler.observedPartner(service).map { ContainerReference.existing(id: $0) }
    }

    // MARK: - Replacing

    /// Why a container must be replaced; nil when it stays.
    private func recreationCause(of container: ObservedContainer, _ service: Service) -> Cause? {
        if let vacancy = vacancies[container.id] { return vacancy.cause }
        let policy = request.recreatePolicy(for: service.name)
        if policy == .never { return nil }
        if policy == .always { return .forced }
        if request.renewsAnonymousVolumes, request.targets.isEmpty || request.targets.contains(service.name) {
            return .forced
        }
        if container.state == .dead { return .notRunning(.dead) }
        if let partner = PartnerReferences.services(of: service).first(where: losesPartner) {
            return .partnerReplaced(partner)
        }
        if let key = service.networks.keys.first(where: { replacedNetworks.contains($0) }) {
            return .resourceChanged("network \(key)")
        }
        guard let hash = container.configHash, reconciler.acceptedHashes(of: service).contains(hash) else {
            return .configChanged(reconciler.changes(of: container, to: service))
        }
        let image = observed.images[names.image(of: service)]
        if let image, let old = container.imageDigest, image.digest != old {
            return .imageChanged(from: old, to: image.digest)
        }
        if let cause = mountedImageChange(of: container, service) { return cause }
        return detachment(of: container, service)
    }

    /// A declared network or volume that the container does not have.
    private func detachment(of container: ObservedContainer, _ service: Service) -> Cause? {
        if service.networkMode == nil {
            for key in service.networks.keys {
                guard let network = project.networks[key] else { continue }
                if !container.isRunning {
                    // A creation that was cut short between two networks shows by the name that is missing.
                    guard let id = container.networks[network.name] else { return .networkDetached(network.name) }
                    // The engine gives a container that never ran no network ids.
                    if id.isEmpty { continue }
                }
                let existing = observed.networks.first { $0.name == network.name || $0.id == network.name }
                guard let existing, networkSteps[key] == nil else { return .networkDetached(network.name) }
                if !container.networks.values.contains(existing.id) { return .networkDetached(network.name) }
            }
        }
        for mount in service.mounts where mount.kind == .volume {
            guard let source = mount.source, let volume = project.volumes[source] else { continue }
            if !container.mounts.contains(where: { $0.volume == volume.name }) { return .volumeNotMounted(volume.name) }
        }
        return nil
    }

    /// The replacement is made under a temporary name while the old container still serves; the old one stops only
    /// once the gates are open, so the gap is what the engine needs and no more.
    private mutating func planReplacement(
        of container: ObservedContainer,
        _ service: Service,
        cause: Cause,
        gates: [Step.ID],
        outcome: inout ServiceOutcome
    ) {
        let name = names.container(service, number: container.number)
        var creation = ContainerCreationPlan(ServiceReplica(service.name, container.number), name: name)
        creation.temporaryName = names.replacement(of: container, named: name)
        creation.partners = partners(of: service)
        if !request.renewsAnonymousVolumes { creation.inheritsFrom = container }
        // What an interrupted run left has the temporary name until it is removed.
        let vacated = leftovers[names.replacement(of: container, named: name)].map { [$0] } ?? []
        let created = plan.append(
            .createContainer(creation),
            cause: cause,
            after: creationDependencies(of: service) + vacated
        )
        let target = PlannedContainer(creation.replica, .created(by: created), name: name)
        outcome.containers.append(target)
        outcome.created.append(created)

        if request.rollsBack, request.starts, container.isRunning, earlyStops[container.id] == nil {
            let renamed = adoptions[container.id].map { [$0] } ?? []
            let before = [created] + gates + renamed + dependentStops(of: service)
            return planTrial(of: target, replacing: container, service, cause: cause, after: before, outcome: &outcome)
        }

        let old = PlannedContainer(container)
        var gone = [created] + gates + (adoptions[container.id].map { [$0] } ?? [])
        if let stop = earlyStops[container.id] {
            gone.append(stop)
        } else if !container.isStartable, container.state != .dead {
            let before = [created] + gates + dependentStops(of: service)
            gone.append(appendStop(of: container, cause: .replaced, after: before))
        }
        let removed = plan.append(.removeContainer(old, removesVolumes: false), cause: .replaced, after: gone)
        let renamed = plan.append(.renameContainer(target, to: name), cause: .replaced, after: [removed])
        guard request.starts else { return }
        appendStart(of: target, service, cause: cause, after: [renamed] + gates, outcome: &outcome)
    }

    /// Stops the running containers of services that restart with this one, before it is replaced.
    private mutating func stopDependents(of service: Service) {
        guard request.starts, !request.ignoresDependencies else { return }
        for name in order.dependents(of: service.name)
        where project.services[name]?.dependencies[service.name]?.restart == true {
            for container in observed.replicas(of: name)
            where container.isRunning && earlyStops[container.id] == nil && vacancies[container.id] == nil {
                earlyStops[container.id] = appendStop(of: container, cause: .dependencyRestarted(service.name))
            }
        }
    }

    private func dependentStops(of service: Service) -> [Step.ID] {
        order.dependents(of: service.name).flatMap { name in
            observed.replicas(of: name).compactMap { earlyStops[$0.id] }
        }
    }
}
