/// How the containers of one service behave.
///
/// Latencies are how long the engine takes to answer; the other times count from each start of a container.
package struct ServiceBehaviour: Sendable, Hashable {
    package var createLatency = Duration.zero
    package var startLatency = Duration.zero
    package var stopLatency = Duration.zero
    /// When a container with a healthcheck becomes healthy; nil for never.
    package var healthyAfter: Duration? = Duration.milliseconds(20)
    /// When a container with a healthcheck becomes unhealthy; nil for never.
    package var unhealthyAfter: Duration?
    /// When a container ends by itself; nil for never.
    package var exitsAfter: Duration?
    /// The code with which it ends by itself.
    package var exitCode = 0

    package init() {}
}

/// How everything on a simulated engine behaves.
package struct SimulationScript: Sendable, Hashable {
    /// By the service's name, as the label of its containers has it.
    package var services: [String: ServiceBehaviour] = [:]
    /// For services that are not in `services`, and for containers of no service.
    package var others = ServiceBehaviour()
    /// What every call takes before anything else.
    package var callLatency = Duration.zero

    package init() {}

    /// What counts for a service.
    package func behaviour(of service: String) -> ServiceBehaviour { services[service] ?? others }
}
