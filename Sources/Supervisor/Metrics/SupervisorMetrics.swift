internal import ControlProtocol
internal import Synchronization

/// What the daemon counts of its own doing since it began.
///
/// Shared by all projects; each call takes a lock for some nanoseconds, so that it may stand on the way from an event to
/// its answer.
final class SupervisorMetrics: Sendable {
    struct Counts: Sendable, Equatable {
        var incidents: [Incident.Kind: Int] = [:]
        /// Events that the engine told, of containers in care and of others.
        var events = 0
        /// Whether the state on the disk is up to date.
        var isStateKept = true
        var reaction = Histogram(bounds: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1])
    }

    private let counts = Mutex(Counts())

    init() {}

    /// Counts an incident, once, when it is opened.
    func opened(_ kind: Incident.Kind) {
        counts.withLock { $0.incidents[kind, default: 0] += 1 }
    }

    func sawEvent() {
        counts.withLock { $0.events += 1 }
    }

    /// `seconds`: from the event's arrival to the daemon's request, without a back-off.
    func reacted(after seconds: Double) {
        counts.withLock { $0.reaction.add(seconds) }
    }

    /// Notes whether the state can be written.
    func keepsState(_ isKept: Bool) {
        counts.withLock { $0.isStateKept = isKept }
    }

    /// All of it at one moment.
    var current: Counts {
        counts.withLock { $0 }
    }
}

/// How often something took at most as long as each of some bounds, as Prometheus has it.
struct Histogram: Sendable, Equatable {
    /// Seconds, ascending.
    let bounds: [Double]
    /// As many as bounds, and one for what was longer than all of them.
    private(set) var buckets: [Int]
    private(set) var sum: Double = 0

    init(bounds: [Double]) {
        self.bounds = bounds
        buckets = [Int](repeating: 0, count: bounds.count + 1)
    }

    mutating func add(_ seconds: Double) {
        let index = bounds.firstIndex { seconds <= $0 } ?? bounds.count
        buckets[index] += 1
        sum += seconds
    }

    var count: Int { buckets.reduce(0, +) }

    /// How many took at most as long as the bound at the index; those below it count, too.
    func cumulative(upTo index: Int) -> Int {
        buckets[...index].reduce(0, +)
    }
}
