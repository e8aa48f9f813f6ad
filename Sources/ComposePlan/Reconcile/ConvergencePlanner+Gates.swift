internal import ComposeModel
internal import OrderedCollections

extension ConvergencePlanner {
    /// What must be done before a service may start: one step for each dependency that is not there yet.
    ///
    /// - `isSettled`: whether all its containers run already and stay, so that no probe of ours is made for them.
    mutating func gates(for service: Service, isSettled: Bool = false) -> [Step.ID] {
        guard !request.ignoresDependencies else { return namespaceStarts(of: service) }
        var steps: [Step.ID] = []
        for (name, dependency) in service.dependencies {
            guard let outcome = outcomes[name], !outcome.containers.isEmpty else { continue }
            let isHealthEdge = dependency.condition == .healthy && isProbed(name)
            if isSettled, isHealthEdge, outcome.started.isEmpty, holds(.started, name, outcome) { continue }
            switch dependency.condition {
            case .started where dependency.required: steps += outcome.started
            case .started:
                if !outcome.started.isEmpty { steps += gate(name, dependency, outcome, for: service) }
            case .healthy, .completedSuccessfully: steps += gate(name, dependency, outcome, for: service)
            }
        }
        return steps
    }

    /// What can be joined only while it runs, whether dependencies count or not.
    private func namespaceStarts(of service: Service) -> [Step.ID] {
        PartnerReferences.namespaceServices(of: service).flatMap { outcomes[$0]?.started ?? [] }
    }

    /// The step that waits for a condition, shared by all that wait for the same; none when it holds already.
    private mutating func gate(
        _ name: String,
        _ dependency: Dependency,
        _ outcome: ServiceOutcome,
        for service: Service
    ) -> [Step.ID] {
        if outcome.started.isEmpty, holds(Gate.Condition(dependency.condition), name, outcome) { return [] }
        let dependents = order.dependents(of: name).filter { other in
            guard let edge = project.services[other]?.dependencies[name] else { return false }
            return edge.waits(as: dependency)
        }
        var gate = Gate(on: name, dependency, outcome.containers, dependents: dependents, in: project)
        if gate.timeout == nil { gate.timeout = request.gateTimeout }
        if let step = gateSteps[gate] { return [step] }
        let step = plan.append(.awaitCondition(gate), cause: .awaited(by: dependents), after: outcome.started)
        gateSteps[gate] = step
        return [step]
    }

    /// Whether a condition holds for containers that this plan leaves as they are.
    private func holds(_ condition: Gate.Condition, _ service: String, _ outcome: ServiceOutcome) -> Bool {
        // No list tells what only a probe of ours finds out.
        if condition.asksForHealth, isProbed(service) { return false }
        guard outcome.untouched.count == outcome.containers.count else { return false }
        return outcome.untouched.allSatisfy { $0.meets(condition) }
    }

    private func isProbed(_ service: String) -> Bool { project.services[service]?.readyProbe != nil }

    /// One gate on every service, for `--wait`.
    mutating func planFinalGates(_ services: [Service]) {
        for service in services {
            guard let outcome = outcomes[service.name], !outcome.containers.isEmpty else { continue }
            let gate = readinessGate(service, outcome.containers)
            if outcome.started.isEmpty, holds(gate.condition, service.name, outcome) { continue }
            plan.append(.awaitCondition(gate), cause: .awaitedByUser, after: outcome.started)
        }
    }

    /// The gate that opens when containers are what the service is there for: up, or done.
    ///
    /// A service that others wait for to complete has to end, unless the engine would start it again whenever it does. It
    /// has as long as the most patient of those that need it.
    func readinessGate(_ service: Service, _ containers: [PlannedContainer]) -> Gate {
        let rule = RestartRule(of: service)
        let edges = order.dependents(of: service.name).compactMap { project.services[$0]?.dependencies[service.name] }
        let isAwaitedToEnd = edges.contains { $0.condition == .completedSuccessfully }
        let limit = edges.compactMap { $0.required && $0.condition != .started ? $0.timeout : nil }.max()
        return Gate(
            service.name,
            isAwaitedToEnd && rule != .always ? .completed : .runningOrHealthy,
            containers: containers,
            timeout: limit ?? request.gateTimeout,
            timeoutKey: limit == nil ? nil : Gate.edgeTimeoutKey,
            restarts: rule
        )
    }
}

extension Gate {
    static let edgeTimeoutKey = "x-timeout"

    /// The gate that an edge of the graph asks for.
    init(
        on service: String,
        _ dependency: Dependency,
        _ containers: [PlannedContainer],
        dependents: [String],
        in project: Project
    ) {
        self.init(
            service,
            Condition(dependency.condition),
            isRequired: dependency.required,
            containers: containers,
            dependents: dependents,
            timeout: dependency.timeout,
            timeoutKey: dependency.timeout == nil ? nil : Self.edgeTimeoutKey,
            restarts: project.services[service].map { RestartRule(of: $0) } ?? .never
        )
    }
}

extension Gate.Condition {
    init(_ condition: DependencyCondition) {
        self =
            switch condition {
            case .started: .started
            case .healthy: .healthy
            case .completedSuccessfully: .completed
            }
    }
}

extension Dependency {
    /// Whether one gate serves both edges.
    func waits(as other: Dependency) -> Bool {
        condition == other.condition && required == other.required && timeout == other.timeout
    }
}

extension ObservedContainer {
    /// Whether the condition holds for the container as the list shows it.
    func meets(_ condition: Gate.Condition) -> Bool {
        switch condition {
        case .started: isRunning
        case .healthy: isRunning && health == .healthy
        case .completed: state == .exited && exitCode == 0
        case .runningOrHealthy: isRunning && (health == .healthy || health == .none)
        }
    }
}
