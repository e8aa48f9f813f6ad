internal import Glibc

/// One call to the engine, for logs and measurements.
package struct EngineCall: Sendable {
    package let method: String
    /// The path without the version prefix and the query: `/containers/json`.
    package let route: String
    /// nil when the engine gave no answer.
    package let status: Int?
    package let startedAt: ContinuousClock.Instant
    /// When the head of the response was in; a body may still follow.
    package let endedAt: ContinuousClock.Instant
    /// Nanoseconds since 1970 by the wall clock when the request was sent, to lay beside the engine's own times.
    package let sentAt: Int64
}

/// A call under way: when it was sent, and what to report when it has been answered.
struct StartedCall {
    let method: String
    let route: String
    let startedAt = ContinuousClock.now
    let sentAt: Int64

    init(_ method: String, _ route: String) {
        self.method = method
        self.route = route
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        sentAt = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    func ended(_ status: Int?) -> EngineCall {
        EngineCall(
            method: method,
            route: route,
            status: status,
            startedAt: startedAt,
            endedAt: ContinuousClock.now,
            sentAt: sentAt
        )
    }
}
