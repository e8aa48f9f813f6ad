internal import ComposePlan

/// What a summary says of a step.
extension Operation {
    /// The service whose container the step is about, or for which it waits; nil for networks, volumes and images.
    var service: String? {
        switch self {
        case .pullImage, .buildImage, .removeImage, .createNetwork, .removeNetwork, .createVolume, .removeVolume: nil
        case .disconnectNetwork(_, _, let container), .injectFiles(let container), .startContainer(let container),
            .restartContainer(let container, _), .stopContainer(let container, _), .killContainer(let container, _),
            .pauseContainer(let container), .unpauseContainer(let container), .removeContainer(let container, _),
            .renameContainer(let container, _), .runHooks(let container, _):
            container.replica.service
        case .createContainer(let plan): plan.replica.service
        case .runPreStart(let plan): plan.container.replica.service
        case .runProvider(let service, _): service
        case .awaitCondition(let gate): gate.service
        }
    }

    /// The service that a failure of the step is told of: its own, or the one that says where an image comes from.
    var concernedService: String? {
        switch self {
        case .pullImage(let need), .buildImage(let need): need.service
        default: service
        }
    }

    var isGate: Bool { if case .awaitCondition = self { true } else { false } }

    /// The name of the container that the step starts; nil when it starts none.
    var startedContainer: String? { if case .startContainer(let container) = self { container.name } else { nil } }

    /// What a closed gate waits for: `db (healthy)`; nil for other steps.
    var wait: String? {
        guard case .awaitCondition(let gate) = self else { return nil }
        return "\(gate.service) (\(gate.condition.words))"
    }

    /// That the step failed, in a few words: `db is not healthy`.
    var failureInBrief: String {
        guard case .awaitCondition(let gate) = self else { return "\(self) failed" }
        switch gate.condition {
        case .started: return "\(gate.service) did not start"
        case .healthy: return "\(gate.service) is not healthy"
        case .completed: return "\(gate.service) did not complete"
        case .runningOrHealthy: return "\(gate.service) does not run"
        }
    }
}

extension Gate.Condition {
    fileprivate var words: String {
        switch self {
        case .started: "started"
        case .healthy: "healthy"
        case .completed: "completed"
        case .runningOrHealthy: "running, and healthy where it has a healthcheck"
        }
    }
}
