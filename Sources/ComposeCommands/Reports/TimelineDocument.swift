internal import ComposePlan
internal import ComposeRuntime

/// When each step was under way, for programs, `timeline.json`.
struct TimelineDocument: Sendable, Encodable {
    struct Span: Sendable, Encodable {
        var step: Int
        /// `start container shop-web-1`.
        var operation: String
        var service: String?
        /// Why the step was there.
        var cause: String
        /// Seconds since the beginning.
        var began: Double
        var ended: Double
        var done: Bool
    }

    /// Seconds.
    var elapsed: Double
    /// In the order in which they ended.
    var spans: [Span]

    init(_ report: ExecutionReport) {
        elapsed = report.elapsed.inSeconds
        spans = report.spans.map { span in
            Span(
                step: span.step.id.number,
                operation: "\(span.step.operation)",
                service: span.step.operation.concernedService,
                cause: "\(span.step.cause)",
                began: span.began.inSeconds,
                ended: span.ended.inSeconds,
                done: span.isDone
            )
        }
    }
}
