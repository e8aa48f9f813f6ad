internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Writes the plan of `restart`: containers as they are, each service behind the gates that `up` would give it.
struct RestartPlanner {
    private let reconciler: Reconciler
    private let request: RestartRequest
    private let order: ServiceOrder
    private let restarted: Set<String>
    private var plan = Plan()
    private var done: [String: [Step.ID]] = [:]
    private var gateSteps: [Gate: Step.ID] = [:]

    init(reconciler: Reconciler, request: RestartRequest) {
        self.reconciler = reconciler
        self.request = request
        order = ServiceOrder(project: reconciler.project)
        restarted = Self.restarted(reconciler.project, request, order)
    }

    private var project: Project { reconciler.project }

    /// The services that are asked for, and those that restart whenever what they depend on does.
    private static func restarted(_ project: Project, _ request: RestartRequest, _ order: ServiceOrder) -> Set<String> {
        var restarted = request.targets.isEmpty ? Set(project.services.keys) : request.targets
        guard !request.ignoresDependents else { return restarted }
        for name in order.names {
            guard let service = project.services[name] else { continue }
            let follows = service.dependencies.contains { $0.value.restart && restarted.contains($0.key) }
            if follows { restarted.insert(name) }
        }
        return restarted
    }

    mutating func restart() -> Plan {
        for service in reconciler.orderedServices() where restarted.contains(service.name) {
            let containers = reconciler.lastingReplicas(of: service)
            // Without containers a service waits for nothing.
            let gates = containers.isEmpty || request.ignoresDependents ? [] : self.gates(for: service)
            var steps: [Step.ID] = []
            for container in containers { steps.append(append(restartOf: container, service, after: gates)) }
            done[service.name] = steps
        }
        return plan
    }

    private mutating func append(
        restartOf container: ObservedContainer,
        _ service: Service,
        after gates: [Step.ID]
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

    // MARK: - Gates

    /// A service restarts once the conditions of its dependencies hold, whether they restart with it or not.
    private mutating func gates(for service: Service) -> [Step.ID] {
        let feasibility = GraphFeasibility(reconciler: reconciler, basis: .containers)
        let findings = feasibility.findings(of: service)
        for finding in findings { tell(finding) }
        var steps: [Step.ID] = []
        for (name, dependency) in service.dependencies {
            guard let other = project.services[name], other.provider == nil else { continue }
            let containers = reconciler.lastingReplicas(of: other)
            let before = done[name] ?? []
            guard !containers.isEmpty else { continue }
            guard dependency.condition != .started else {
                steps += before
                continue
            }
            if before.isEmpty {
                let condition = Gate.Condition(dependency.condition)
                if containers.allSatisfy({ $0.meets(condition) }) { continue }
                if let finding = standstill(of: containers, other, service, dependency) {
                    tell(finding)
                    continue
                }
            }
            steps.append(gate(on: name, dependency, containers, after: before))
        }
        return steps
    }

    /// The step that waits for a condition, shared by all that wait for the same.
    private mutating func gate(
        on name: String,
        _ dependency: Dependency,
        _ containers: [ObservedContainer],
        after before: [Step.ID]
    ) -> Step.ID {
        let dependents = order.dependents(of: name).filter { other in
            guard restarted.contains(other), let edge = project.services[other]?.dependencies[name] else {
                return false
            }
            return edge.waits(as: dependency)
        }
        let targets = containers.map { PlannedContainer($0) }
        let gate = Gate(on: name, dependency, targets, dependents: dependents, in: project)
        if let step = gateSteps[gate] { return step }
        let step = plan.append(.awaitCondition(gate), cause: .awaited(by: dependents), after: before)
        gateSteps[gate] = step
        return step
    }

    /// Why a condition will not come to hold: a container does not run, and nothing here starts it.
    private func standstill(
        of containers: [ObservedContainer],
        _ other: Service,
        _ service: Service,
        _ dependency: Dependency
    ) -> Diagnostic? {
        let condition = Gate.Condition(dependency.condition)
        guard let idle = containers.first(where: { !$0.meets(condition) && !$0.changesByItself }) else { return nil }
        let goal = condition == .healthy ? "be healthy" : "complete"
        let idleState = idle.state == .created ? "has never run" : "is \(idle.state.rawValue)"
        let state = idle.exitCode.map { "ended with \($0)" } ?? idleState
        return Diagnostic(
            dependency.required ? .error : .warning,
            "service '\(service.name)' waits for '\(other.name)' to \(goal), but its container \(idle.name) \(state)",
            path: "services.\(service.name).depends_on.\(other.name)",
            at: service.locations["depends_on.\(other.name)"],
            hint: "bring it up first with 'start \(other.name)', or restart without waiting by --no-deps"
        )
    }

    private mutating func tell(_ finding: Diagnostic) {
        switch finding.severity {
        case .error: plan.problems.append(finding)
        case .warning: plan.warnings.append(finding)
        }
    }
}

extension ObservedContainer {
    /// Whether its state may become another one without anybody doing something.
    fileprivate var changesByItself: Bool { state == .running || state == .restarting }
}
