internal import ComposeModel

/// Plans for containers that run, in no order: what is killed or frozen is not asked to be ready for it.
extension Reconciler {
    func killPlan(_ request: KillRequest) -> Plan {
        var plan = Plan()
        for container in observed.containers where container.hasProcess {
            guard container.labels[ComposeLabel.hook] == nil else { continue }
            let isWanted =
                project.anyService(named: container.service) == nil
                ? request.includesOrphans
                : request.targets.isEmpty || request.targets.contains(container.service)
            guard isWanted else { continue }
            plan.append(.killContainer(PlannedContainer(container), signal: request.signal), cause: .requested)
        }
        return plan
    }

    func pausePlan(_ request: PauseRequest) -> Plan {
        var plan = Plan()
        for container in replicas(of: request.targets) where container.isRunning {
            plan.append(.pauseContainer(PlannedContainer(container)), cause: .requested)
        }
        return plan
    }

    func unpausePlan(_ request: PauseRequest) -> Plan {
        var plan = Plan()
        for container in replicas(of: request.targets) where container.state == .paused {
            plan.append(.unpauseContainer(PlannedContainer(container)), cause: .requested)
        }
        return plan
    }

    private func replicas(of targets: Set<String>) -> [ObservedContainer] {
        orderedServices().filter { targets.isEmpty || targets.contains($0.name) }
            .flatMap { observed.replicas(of: $0.name) }
    }
}
