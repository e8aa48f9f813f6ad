internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Plans that use containers as they are.
extension Reconciler {
    func startPlan(_ request: StartRequest) -> Plan {
        var converge = ConvergeRequest()
        converge.targets = request.targets
        converge.recreate = .never
        converge.recreateDependencies = .never
        converge.ignoresOrphans = true
        converge.waits = request.waits

        // What exists is what is wanted, so that starting neither creates a container nor scales one away.
        var narrowed = project
        for (name, service) in project.services {
            let count = lastingReplicas(of: service).count
            if count == 0, request.targets.contains(name) || request.targets.isEmpty, service.replicas > 0 {
                var plan = Plan()
                plan.problems.append(
                    Diagnostic(.error, "service \"\(name)\" has no container to start", hint: "run 'up' to create it")
                )
                return plan
            }
            narrowed.services[name]?.scale = count
        }
        var planner = ConvergencePlanner(
            reconciler: Reconciler(project: narrowed, observed: observed, names: names),
            request: converge
        )
        return planner.startOnlyPlan()
    }

    func restartPlan(_ request: RestartRequest) -> Plan {
        var planner = RestartPlanner(reconciler: self, request: request)
        return planner.restart()
    }
}

extension ConvergencePlanner {
    /// Starts what exists behind its gates; images, networks and volumes are left alone.
    mutating func startOnlyPlan() -> Plan {
        let services = awaitedServices()
        checkGates(services, of: .containers)
        guard plan.problems.isEmpty else { return plan }
        for service in services { planService(service) }
        if request.waits { planFinalGates(services) }
        return plan
    }

    /// The services that are asked for and all that these depend on, in dependency order.
    private func awaitedServices() -> [Service] {
        let services = reconciler.orderedServices()
        guard !request.targets.isEmpty else { return services }
        var wanted = request.targets
        for service in services.reversed() where wanted.contains(service.name) {
            wanted.formUnion(service.dependencies.keys)
        }
        return services.filter { wanted.contains($0.name) }
    }
}
