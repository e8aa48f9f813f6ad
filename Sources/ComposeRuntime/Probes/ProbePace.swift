internal import ComposePlan

/// How long to wait between the probes of one container.
struct ProbePace: Sendable {
    /// After so many failures in a row a container that was ready counts as ready no longer.
    static let patience = 3

    private static let first = Duration.milliseconds(100)
    private static let slowest = Duration.seconds(1)
    private static let steady = Duration.seconds(10)

    private let interval: Duration?
    private var next = ProbePace.first

    init(_ probe: ReadyProbe) {
        interval = probe.interval
    }

    /// The pause after a probe that has failed while the container was not ready yet: longer each time, up to a second.
    mutating func afterFailure() -> Duration {
        if let interval { return interval }
        defer { next = min(next * 2, Self.slowest) }
        return next
    }

    /// The pause between the probes of a container that is ready.
    var betweenSuccesses: Duration { interval ?? Self.steady }

    /// The pause after a failure of one that was ready: soon, since it may be the beginning of an outage.
    var betweenDoubts: Duration { interval ?? Self.slowest }
}
