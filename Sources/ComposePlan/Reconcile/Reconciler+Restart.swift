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
        let order = ServiceOrder(project: project)
        var restarted = request.targets.isEmpty ? Set(project.services.keys) : request.targets
        if !request.ignoresDependents {
            for name in order.names {
                guard let service = project.services[name] else { continue }
                let follows = service.dependencies.contains { $0.value.restart && restarted.contains($0.key) }
                if follows { restarted.insert(name) }
            }
        }
        var plan = Plan()
        var done: [String: [Step.ID]] = [:]
        for service in orderedServices() where restarted.contains(service.name) {
            let gates = request.ignoresDependents ? [] : restartGates(for: service, restarted: done, in: &plan)
            var steps: [Step.ID] = []
            for container in lastingReplicas(of: service) {
                steps.append(appendRestart(of: container, service, request, after: gates, in: &plan))
            }
            done[service.name] = steps
        }
        return plan
    }

    private func appendRestart(
        of container: ObservedContainer,
        _ service: Service,
        _ request: RestartRequest,
        after gates: [Step.ID],
        in plan: inout Plan
    ) -> Step.ID {
        let target = PlannedContainer(container)
        var after = gates
        if !service.preStop.isEmpty, container.isRunning {
            after = [plan.append(.runHooks(target, .preStop), cause: .requested, after: gates)]
        }
        var step = plan.append(.restartContainer(target, timeout: request.timeout), cause: .requested, after: after)
        if !service.postStart.isEmpty {
            step = plan.append(.runHooks(target, .postStart), cause: .requested, after: [step])
        }
        return step
    }

    /// A service restarts after the dependencies that restart with it, once their conditions hold again.
    private func restartGates(
        for service: Service,
        restarted: [String: [Step.ID]],
        in plan: inout Plan
    ) -> [Step.ID] {
        service.dependencies.flatMap { name, dependency -> [Step.ID] in
            guard let steps = restarted[name], !steps.isEmpty else { return [] }
            guard dependency.restart, dependency.condition != .started else { return steps }
            let gate = Gate(
                name,
                dependency.condition == .healthy ? .healthy : .completed,
                isRequired: dependency.required,
                containers: (project.services[name].map(lastingReplicas) ?? []).map { PlannedContainer($0) },
                dependents: [service.name]
            )
            return [plan.append(.awaitCondition(gate), cause: .awaited(by: [service.name]), after: steps)]
        }
    }
}

extension ConvergencePlanner {
    /// Starts what exists behind its gates; images, networks and volumes are left alone.
    mutating func startOnlyPlan() -> Plan {
        let services = reconciler.orderedServices()
        for service in services { planService(service) }
        if request.waits { planFinalGates(services) }
        return plan
    }
}
