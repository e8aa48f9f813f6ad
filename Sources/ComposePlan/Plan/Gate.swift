/// A condition on the containers of a service that must hold before the steps behind it may run.
package struct Gate: Sendable, Hashable {
    package enum Condition: String, Sendable, Hashable {
        /// Was started; only for optional dependencies, whose failure to start must not stop what waits.
        case started
        /// The healthcheck says healthy; a container that has no healthcheck can never pass.
        case healthy
        /// Ended with exit code 0.
        case completed
        /// Running, and healthy where there is a healthcheck, or ended with exit code 0; what `--wait` asks for.
        case runningOrHealthy
    }

    package var service: String
    package var condition: Condition
    /// Whether a failure fails what waits; otherwise it is a warning and the gate opens.
    package var isRequired: Bool
    /// All of them must pass.
    package var containers: [PlannedContainer]
    /// The services that wait, for messages; empty for `--wait`, where the user waits.
    package var dependents: [String]
    /// How long it may stay closed, from when all before it is done; nil is as long as it takes.
    package var timeout: Duration?
    /// The key that sets the timeout, for messages; nil where it is none of the edge's own.
    package var timeoutKey: String?
    /// What the engine does with the containers when they end.
    package var restarts: RestartRule

    package init(
        _ service: String,
        _ condition: Condition,
        isRequired: Bool = true,
        containers: [PlannedContainer],
        dependents: [String] = [],
        timeout: Duration? = nil,
        timeoutKey: String? = nil,
        restarts: RestartRule = .never
    ) {
        self.service = service
        self.condition = condition
        self.isRequired = isRequired
        self.containers = containers
        self.dependents = dependents
        self.timeout = timeout
        self.timeoutKey = timeoutKey
        self.restarts = restarts
    }
}

extension Gate.Condition {
    /// Whether probes decide.
    package var asksForHealth: Bool {
        switch self {
        case .healthy, .runningOrHealthy: true
        case .started, .completed: false
        }
    }
}
