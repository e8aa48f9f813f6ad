internal import ComposePlan

/// A gate whose containers exist, so that they are known by id.
struct ResolvedGate: Sendable {
    struct Container: Sendable {
        var id: String
        var name: String
    }

    var service: String
    var condition: Gate.Condition
    /// Whether a failure is one of what waits, too; otherwise the gate is given up.
    var isRequired: Bool
    var containers: [Container]
    /// What the engine does with the containers when they end.
    var restarts: RestartRule
    /// How long it may stay closed; nil is as long as it takes.
    var timeout: Duration?
    /// Whether the wait ends some time, by its own timeout or by that of the whole command.
    var hasDeadline: Bool
    /// Whether a probe of ours says when the containers are ready, and not the engine's.
    var isProbed = false

    /// - Parameters:
    ///   - gate: as it was planned.
    ///   - containers: those of the gate, in its order.
    ///   - isLimited: whether the whole command has a deadline.
    init(_ gate: Gate, _ containers: [Container], isLimited: Bool) {
        service = gate.service
        condition = gate.condition
        isRequired = gate.isRequired
        self.containers = containers
        restarts = gate.restarts
        timeout = gate.timeout
        hasDeadline = gate.timeout != nil || isLimited
    }
}
