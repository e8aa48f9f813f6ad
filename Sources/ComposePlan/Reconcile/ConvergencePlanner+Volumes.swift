internal import ComposeModel
internal import OrderedCollections

/// Volumes of the project.
extension ConvergencePlanner {
    mutating func planVolumes() {
        for (key, volume) in project.volumes where !volume.isExternal {
            guard let existing = observed.volume(key: key, name: volume.name), existing.name == volume.name else {
                volumeSteps[key] = plan.append(.createVolume(key: key, name: volume.name), cause: .absent)
                continue
            }
            guard existing.configHash != nil else {
                plan.warn(
                    "volume \"\(volume.name)\" already exists but was not created by Docker Compose. "
                        + "Use `external: true` to use an existing volume"
                )
                continue
            }
            guard reconciler.hasDiverged(existing, volume) else { continue }
            guard request.replacesVolumes.contains(key), !reconciler.mustKeep(existing, request) else {
                plan.warn(
                    "volume \"\(volume.name)\" exists but does not match the configuration in the compose file; "
                        + "it is kept as it is, because replacing it would lose its data"
                )
                continue
            }
            planReplacement(of: existing, key: key)
        }
    }

    /// A volume can only go once no container has it mounted, whether that runs or not.
    private mutating func planReplacement(of existing: ObservedVolume, key: String) {
        let cause = Cause.resourceChanged("volume \(key)")
        var gone: [Step.ID] = []
        for container in observed.containers where container.hasMounted(existing) {
            let step = planRemoval(of: container, cause: cause)
            if vacancies[container.id] == nil { vacancies[container.id] = Vacancy(step: step, cause: cause) }
            gone.append(step)
        }
        let removed = plan.append(.removeVolume(name: existing.name), cause: cause, after: gone)
        volumeSteps[key] = plan.append(.createVolume(key: key, name: existing.name), cause: cause, after: [removed])
    }

    /// Makes a container anew in the place of one that had to go beforehand, with the anonymous volumes of that one.
    mutating func planRenewal(
        of container: ObservedContainer,
        _ service: Service,
        _ vacancy: Vacancy,
        gates: [Step.ID],
        outcome: inout ServiceOutcome
    ) {
        let replica = ServiceReplica(service.name, container.number)
        var creation = ContainerCreationPlan(replica, name: names.container(service, number: container.number))
        creation.partners = partners(of: service)
        if !request.renewsAnonymousVolumes { creation.inheritsFrom = container }
        let created = plan.append(
            .createContainer(creation),
            cause: vacancy.cause,
            after: creationDependencies(of: service) + [vacancy.step]
        )
        let target = PlannedContainer(replica, .created(by: created), name: creation.name)
        outcome.containers.append(target)
        outcome.created.append(created)
        guard request.starts else { return }
        appendStart(of: target, service, cause: vacancy.cause, after: [created] + gates, outcome: &outcome)
    }
}

extension ObservedContainer {
    /// Whether the volume is among its mounts, by its own definition or taken over from another container.
    fileprivate func hasMounted(_ volume: ObservedVolume) -> Bool {
        mounts.contains { $0.volume == volume.name }
    }
}

extension Reconciler {
    func hasDiverged(_ existing: ObservedVolume, _ volume: Volume) -> Bool {
        existing.project == project.name && existing.configHash.map { $0 != ConfigHash.of(volume) } ?? false
    }

    /// Whether a container uses the volume that this plan may not replace: removed, it would not come back.
    func mustKeep(_ volume: ObservedVolume, _ request: ConvergeRequest) -> Bool {
        observed.containers.contains { container in
            guard container.hasMounted(volume), !container.isOneOff else { return false }
            if project.disabledServices[container.service] != nil { return true }
            return project.services[container.service] != nil
                && request.recreatePolicy(for: container.service) == .never
        }
    }
}
