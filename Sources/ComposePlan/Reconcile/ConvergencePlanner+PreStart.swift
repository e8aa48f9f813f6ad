internal import ComposeModel
internal import OrderedCollections

/// Hooks that run before a service starts, each in a container of its own.
extension ConvergencePlanner {
    /// Whether they run at all: not while one of the service's containers runs and stays.
    func needsPreStart(_ service: Service, _ kept: [ObservedContainer], _ causes: [Cause?]) -> Bool {
        guard request.starts, !service.preStart.isEmpty else { return false }
        return !zip(kept, causes).contains { container, cause in cause == nil && runsOn(container) }
    }

    private func runsOn(_ container: ObservedContainer) -> Bool {
        earlyStops[container.id] == nil && container.hasProcess
    }

    /// Runs them as soon as the container whose volumes they see could start; the first replica to start lends them.
    ///
    /// What failed hooks have left for a look at it goes, since they run again.
    mutating func planPreStart(
        of target: PlannedContainer,
        _ service: Service,
        after dependencies: [Step.ID]
    ) -> Step.ID {
        var before = dependencies
        for container in observed.containers
        where container.service == service.name && container.labels[ComposeLabel.hook] != nil {
            if let vacancy = vacancies[container.id] {
                before.append(vacancy.step)
            } else {
                let removal = Operation.removeContainer(PlannedContainer(container), removesVolumes: true)
                before.append(plan.append(removal, cause: .leftover))
            }
        }
        before += service.preStart.compactMap { imageSteps[names.image(of: $0, service)] }
        let run = PreStartPlan(target, partners: partners(of: service))
        return plan.append(.runPreStart(run), cause: .created, after: before)
    }
}
