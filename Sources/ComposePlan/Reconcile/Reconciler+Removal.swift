internal import ComposeModel

/// The plan of `rm`.
extension Reconciler {
    func removalPlan(_ request: RemoveRequest) -> Plan {
        var narrowed = observed
        narrowed.containers = observed.containers.filter { container in
            (request.stops || container.hasEnded) && request.agreed?.contains(container.id) ?? true
        }
        let reconciler = Reconciler(project: project, observed: narrowed, names: names)
        var planner = TeardownPlanner(reconciler: reconciler, timeout: nil)
        var plan = Plan()
        for service in orderedServices().reversed() where service.provider == nil {
            guard request.targets.isEmpty || request.targets.contains(service.name) else { continue }
            _ = planner.remove(service, volumes: request.removesVolumes, in: &plan)
        }
        return plan
    }
}

extension ObservedContainer {
    fileprivate var hasEnded: Bool {
        switch state {
        case .created, .exited, .dead: true
        case .running, .paused, .restarting, .removing: false
        }
    }
}
