internal import ComposePlan
internal import ComposeRuntime

/// When what was done for each service, from the spans of an execution.
struct Timeline: Sendable {
    struct Entry: Sendable, Hashable {
        enum Kind: Sendable, Hashable {
            case working
            /// A gate was closed.
            case waiting
            /// A moment: all that the service needs to be used is done.
            case ready
        }

        var what: String
        var kind: Kind
        /// Since the beginning.
        var began: Duration
        var took: Duration
        var isDone: Bool
        var isCritical: Bool
    }

    /// What was done for one service; networks and volumes are in a lane of the project.
    struct Lane: Sendable, Hashable {
        var name: String
        /// In the order in which they began.
        var entries: [Entry]
    }

    /// In the order in which they began.
    private(set) var lanes: [Lane] = []
    /// The chain of steps that decided how long it all took, in order of time.
    let critical: [Entry]
    let total: Duration

    init(_ report: ExecutionReport) {
        let path = CriticalPath.of(report.spans)
        let members = Set(path)
        let entries = report.spans.enumerated().map { (index, span) -> Entry in
            Entry(span, isCritical: members.contains(index))
        }
        critical = path.map { entries[$0] }
        total = max(report.elapsed, report.spans.map(\.ended).max() ?? .zero)

        let order = report.spans.indices.sorted { left, right in
            let (one, other) = (report.spans[left], report.spans[right])
            return one.began == other.began ? left < right : one.began < other.began
        }
        for index in order {
            for lane in Self.lanes(of: report.spans[index].step.operation) { add(entries[index], to: lane) }
        }
        for index in lanes.indices {
            if let moment = Self.readiness(of: lanes[index].name, report.spans) { lanes[index].entries.append(moment) }
        }
    }

    private mutating func add(_ entry: Entry, to name: String) {
        if let index = lanes.firstIndex(where: { $0.name == name }) {
            lanes[index].entries.append(entry)
        } else {
            lanes.append(Lane(name: name, entries: [entry]))
        }
    }

    /// The services for which a step is done: the one that it is about, and for a gate those that wait.
    private static func lanes(of operation: Operation) -> [String] {
        switch operation {
        case .pullImage(let need), .buildImage(let need): return [need.service]
        case .awaitCondition(let gate): return gate.dependents.isEmpty ? [gate.service] : gate.dependents
        default: return [operation.service ?? "project"]
        }
    }

    /// When all containers of a service were started and what was waited for had come; nil when that is not so.
    private static func readiness(of service: String, _ spans: [ExecutionReport.Span]) -> Entry? {
        let spans = spans.filter { $0.step.operation.service == service }
        guard spans.contains(where: { $0.step.operation.bringsUp }), spans.allSatisfy(\.isDone),
            let end = spans.filter({ $0.step.operation.bringsUp || $0.step.operation.isGate }).map(\.ended).max()
        else { return nil }
        return Entry(what: "ready", kind: .ready, began: end, took: .zero, isDone: true, isCritical: false)
    }
}

extension Timeline.Entry {
    fileprivate init(_ span: ExecutionReport.Span, isCritical: Bool) {
        what = span.step.operation.timingLabel
        kind = span.step.operation.isGate ? .waiting : .working
        began = span.began
        took = span.ended - span.began
        isDone = span.isDone
        self.isCritical = isCritical
    }
}

extension Operation {
    /// The step where its service stands beside it: `start shop-web-1`, `wait for db to be healthy`.
    var timingLabel: String {
        let words = StepWords(self)
        switch words.kind {
        case .container, .image:
            return ([words.verb, words.name] + (words.detail.isEmpty ? [] : [words.detail])).joined(separator: " ")
                .printable
        case .network, .service, .volume: return "\(words.verb) \(words.object)".printable
        }
    }

    /// Whether a container of the service runs afterwards, or does what belongs to its start.
    fileprivate var bringsUp: Bool {
        switch self {
        case .startContainer, .restartContainer, .unpauseContainer: true
        case .runHooks(_, let moment): moment == .postStart
        case .runProvider(_, let verb): verb == .up
        default: false
        }
    }
}
