internal import ComposeModel
internal import OrderedCollections

extension ConvergencePlanner {
    /// What must be done before a service may start: one step for each dependency that is not there yet.
    mutating func gates(for service: Service) -> [Step.ID] {
        guard !request.ignoresDependencies else { return [] }
        var steps: [Step.ID] = []
        for (name, dependency) in service.dependencies {
            guard let outcome = outcomes[name], !outcome.containers.isEmpty else { continue }
            switch dependency.condition {
            case .started where dependency.required: steps += outcome.started
            case .started:
                if !outcome.started.isEmpty { steps += gate(name, .started, dependency, outcome, for: service) }
            case .healthy: steps += gate(name, .healthy, dependency, outcome, for: service)
            case .completedSuccessfully: steps += gate(name, .completed, dependency, outcome, for: service)
            }
        }
        return steps
    }

    /// The step that waits for a condition, shared by all that wait for the same; none when it holds already.
    private mutating func gate(
        _ name: String,
        _ condition: Gate.Condition,
        _ dependency: Dependency,
        _ outcome: ServiceOutcome,
        for service: Service
    ) -> [Step.ID] {
        if outcome.started.isEmpty, holds(condition, outcome) { return [] }
        let dependents = order.dependents(of: name).filter { other in
            let edge = project.services[other]?.dependencies[name]
            return edge?.condition == dependency.condition && edge?.required == dependency.required
        }
        let gate = Gate(
            name,
            condition,
            isRequired: dependency.required,
            containers: outcome.containers,
            dependents: dependents
        )
        if let step = gateSteps[gate] { return [step] }
        let step = plan.append(.awaitCondition(gate), cause: .awaited(by: dependents), after: outcome.started)
        gateSteps[gate] = step
        return [step]
    }

    /// Whether a condition holds for containers that this plan leaves as they are.
    private func holds(_ condition: Gate.Condition, _ outcome: ServiceOutcome) -> Bool {
        guard outcome.untouched.count == outcome.containers.count else { return false }
        return outcome.untouched.allSatisfy { container in
            switch condition {
            case .started: container.isRunning
            case .healthy: container.isRunning && container.health == .healthy
            case .completed: container.state == .exited && container.exitCode == 0
            case .runningOrHealthy:
                container.isRunning && (container.health == .healthy || container.health == .none)
            }
        }
    }

    /// One gate on every service, for `--wait`.
    mutating func planFinalGates(_ services: [Service]) {
        for service in services {
            guard let outcome = outcomes[service.name], !outcome.containers.isEmpty else { continue }
            let isAwaitedToEnd = order.dependents(of: service.name).contains {
                project.services[$0]?.dependencies[service.name]?.condition == .completedSuccessfully
            }
            let condition: Gate.Condition = isAwaitedToEnd ? .completed : .runningOrHealthy
            if outcome.started.isEmpty, holds(condition, outcome) { continue }
            let gate = Gate(service.name, condition, containers: outcome.containers)
            plan.append(.awaitCondition(gate), cause: .awaitedByUser, after: outcome.started)
        }
    }
}
