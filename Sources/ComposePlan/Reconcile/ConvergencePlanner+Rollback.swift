internal import ComposeModel
internal import OrderedCollections

/// Replacement with a way back (`--rollback`).
extension ConvergencePlanner {
    /// The replacement runs under its temporary name until it is ready; only then does the old container go.
    ///
    /// When it fails, it is removed and the old container starts again. A run that is cut short in between leaves what
    /// any interrupted replacement leaves: the original under its own name, and beside it one that the next run removes.
    mutating func planTrial(
        of target: PlannedContainer,
        replacing container: ObservedContainer,
        _ service: Service,
        cause: Cause,
        after dependencies: [Step.ID],
        outcome: inout ServiceOutcome
    ) {
        let old = PlannedContainer(container)
        let stopped = appendStop(of: container, cause: .replaced, after: dependencies)
        let first = plan.nextID.number
        appendStart(of: target, service, cause: cause, after: dependencies + [stopped], outcome: &outcome)
        let ready = plan.append(
            .awaitCondition(readinessGate(service, [target])),
            cause: .onTrial,
            after: Array(outcome.started.suffix(1))
        )
        outcome.started.append(ready)
        let trial = (first...ready.number).map { Step.ID(number: $0) }

        let removed = plan.append(.removeContainer(old, removesVolumes: false), cause: .replaced, after: [ready])
        plan.append(.renameContainer(target, to: target.name), cause: .replaced, after: [removed])

        let cleared = plan.append(
            .removeContainer(target, removesVolumes: false),
            cause: .successorFailed,
            rescuing: trial
        )
        let restored = plan.append(.startContainer(old), cause: .successorFailed, after: [cleared], rescuing: trial)
        for dependent in stoppedDependents(of: service) {
            plan.append(.startContainer(dependent), cause: .successorFailed, after: [restored], rescuing: trial)
        }
    }

    /// The containers that run and were stopped for the replacement, as `restart: true` under a dependency asks.
    private func stoppedDependents(of service: Service) -> [PlannedContainer] {
        order.dependents(of: service.name).flatMap { name in
            observed.replicas(of: name).filter { $0.isRunning && earlyStops[$0.id] != nil }.map { PlannedContainer($0) }
        }
    }
}
