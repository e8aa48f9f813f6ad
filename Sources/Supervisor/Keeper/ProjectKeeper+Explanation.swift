internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import OrderedCollections

extension ProjectKeeper {
    /// Why a service is as it is, without its incidents; nil for a service that the project does not have.
    func explanation(of service: String) -> ServiceExplanation? {
        let statuses = status.services
        guard let definition = supervised.project.services[service],
            let own = statuses.first(where: { $0.name == service })
        else { return nil }
        var explanation = ServiceExplanation(project: name, status: own)
        explanation.containers = live.listed.filter { $0.service == service && !$0.isOneOff }.map { container in
            ServiceExplanation.Container(
                id: container.id,
                name: container.name,
                state: container.state.rawValue,
                health: container.health.rawValue,
                exitCode: container.exitCode
            )
        }
        explanation.dependencies = definition.dependencies.map { name, dependency in
            let condition = statuses.first { $0.name == name }?.condition.rawValue ?? "not in the project"
            let words = condition.split(separator: "_").joined(separator: " ")
            return "\(name) \(dependency.condition.goal): \(words)"
        }
        explanation.policy = supervised.services[service]?.words ?? []
        let memory = memories[service] ?? ServiceMemory(service: service)
        explanation.recentFailures = memory.failures.count
        explanation.isGivenUp = memory.isGivenUp
        explanation.lastCode = memory.lastCode
        explanation.lastOutput = memory.lastOutput
        return explanation
    }
}

extension DependencyCondition {
    /// What is waited for, after the name of a service.
    fileprivate var goal: String {
        switch self {
        case .started: "to start"
        case .healthy: "to be healthy"
        case .completedSuccessfully: "to complete"
        }
    }
}
