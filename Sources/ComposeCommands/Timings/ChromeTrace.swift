internal import ComposePlan
internal import ComposeRuntime

/// An execution in the trace event format, which chrome://tracing and Perfetto open.
struct ChromeTrace: Sendable, Encodable {
    /// One record; which of the fields there are depends on the phase.
    struct Event: Sendable, Encodable {
        var name: String
        /// `X` is a step with its duration, `M` names a row.
        var ph: String
        /// `work` or `wait`.
        var cat: String?
        var pid = 1
        var tid: Int?
        /// Microseconds since the beginning.
        var ts: Int?
        /// Microseconds.
        var dur: Int?
        var args: Facts
    }

    struct Facts: Sendable, Encodable {
        /// The name that a row gets.
        var name: String?
        /// The place that a row gets.
        var sortIndex: Int?
        var cause: String?
        var isCritical: Bool?
        var isDone: Bool?

        private enum CodingKeys: String, CodingKey {
            case name
            case sortIndex = "sort_index"
            case cause
            case isCritical = "critical"
            case isDone = "done"
        }
    }

    var traceEvents: [Event]
    var displayTimeUnit = "ms"

    init(_ report: ExecutionReport, project: String) {
        let critical = Set(CriticalPath.of(report.spans))
        var rows = TraceRows()
        let order = report.spans.indices.sorted { left, right in
            let (one, other) = (report.spans[left], report.spans[right])
            return one.began == other.began ? left < right : one.began < other.began
        }
        let steps = order.map { index -> Event in
            let span = report.spans[index]
            return Event(
                name: span.step.operation.timingLabel,
                ph: "X",
                cat: span.step.operation.isGate ? "wait" : "work",
                tid: rows.row(for: span),
                ts: Self.microseconds(span.began),
                dur: max(1, Self.microseconds(span.ended - span.began)),
                args: Facts(
                    cause: CauseWords(span.step.cause).text,
                    isCritical: critical.contains(index),
                    isDone: span.isDone
                )
            )
        }
        traceEvents = [Event(name: "process_name", ph: "M", args: Facts(name: "swiftcompose \(project)"))]
        for (index, name) in rows.names.enumerated() {
            traceEvents.append(Event(name: "thread_name", ph: "M", tid: index + 1, args: Facts(name: name)))
            traceEvents.append(
                Event(name: "thread_sort_index", ph: "M", tid: index + 1, args: Facts(sortIndex: index + 1))
            )
        }
        traceEvents += steps
    }

    /// One object, with its line break.
    func render() -> String { JSONText.line(self) }

    private static func microseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = max(.zero, duration).components
        return Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    }
}

/// The rows of a trace: one for each container, image and gate, and more where steps of one of them overlap.
private struct TraceRows {
    private(set) var names: [String] = []
    /// When the last step of each row ended.
    private var ends: [Duration] = []

    /// The number of the row for a span, from 1; spans come in the order in which they began.
    mutating func row(for span: ExecutionReport.Span) -> Int {
        let name = Self.name(of: span.step.operation)
        let free = names.indices.first { names[$0] == name && ends[$0] <= span.began }
        guard let free else {
            names.append(name)
            ends.append(span.ended)
            return names.count
        }
        ends[free] = span.ended
        return free + 1
    }

    private static func name(of operation: Operation) -> String {
        if let replica = operation.replica { return replica.description }
        let words = StepWords(operation)
        return operation.isGate ? words.object : "\(words.kind.rawValue) \(words.name)"
    }
}
