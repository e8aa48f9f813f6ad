internal import ComposePlan

/// What is known of a container from the last look and the events since.
struct TrackedContainer: Sendable {
    /// How a run of it ended.
    enum Ending: Sendable, Hashable {
        /// No signal through the engine came before.
        case byItself
        case outOfMemory
        /// Somebody else stopped or killed it through the engine.
        case outside
        /// A command line of this program did, having said so.
        case announced
        /// The daemon's own work did.
        case own
        /// It went down with the engine.
        case engine
        /// Nobody was looking.
        case unseen
    }

    /// Who changes something through the engine.
    enum Origin: Sendable, Hashable {
        case own, announced, outside
    }

    struct Sign: Sendable {
        /// 0 for a stop, whose signal is not known.
        var signal: Int
        var time: Int
        var origin: Origin
    }

    let id: String
    var name: String
    let service: String
    let number: Int
    /// Its place in the order in which containers were met; a later one takes over from an earlier of its number.
    let place: Int
    var state: ObservedContainer.State
    var health = ObservedContainer.Health.none
    var exitCode: Int?
    var imageDigest: String?
    /// Names of networks that the last look has shown it in.
    var networks: Set<String> = []
    /// Networks that it was cut off from since it started.
    var missingNetworks: Set<String> = []
    /// Ids of the containers of other services that it was made to share something with, by service.
    var donors: [String: String] = [:]

    // Moments are the engine's, in nanoseconds since 1970; nil where nobody was looking.
    var startedAt: Int?
    var diedAt: Int?
    var signal: Sign?
    var stop: Sign?
    var outOfMemoryAt: Int?
    var ending: Ending?
    /// Whether an incident tells of its end.
    var isReported = false
    /// Whether somebody else has paused it.
    var isFrozen = false
    /// What the daemon's own probe says; nil where there is none.
    var probe: Bool?
    var hasBeenReady = false
    var evidence = ""

    init(id: String, name: String, service: String, number: Int, place: Int, state: ObservedContainer.State) {
        self.id = id
        self.name = name
        self.service = service
        self.number = number
        self.place = place
        self.state = state
    }

    /// Whether its process is there.
    var isUp: Bool { state == .running || state == .paused || state == .restarting }
    var isRunning: Bool { state == .running }

    /// Whether probes, where there are any, find it well.
    var isReady: Bool {
        guard isRunning, health != .unhealthy else { return false }
        return probe ?? (health == .healthy || health == .none)
    }

    var isUnhealthy: Bool { isUp && (health == .unhealthy || (probe == false && hasBeenReady)) }

    mutating func begin(at time: Int?, isProbed: Bool, hasProbe: Bool) {
        state = .running
        health = isProbed ? .starting : .none
        probe = hasProbe ? false : nil
        hasBeenReady = false
        startedAt = time
        exitCode = nil
        ending = nil
        isReported = false
        isFrozen = false
        signal = nil
        stop = nil
        outOfMemoryAt = nil
        missingNetworks = []
    }

    mutating func end(_ ending: Ending, code: Int?, at time: Int?) {
        state = .exited
        health = .none
        probe = probe == nil ? nil : false
        hasBeenReady = false
        exitCode = code
        diedAt = time
        self.ending = ending
        isReported = false
        isFrozen = false
        missingNetworks = []
    }
}

/// How a death is told apart by what came before it.
extension TrackedContainer {
    private static let second = 1_000_000_000
    /// How long after a signal that asks a process to end its end is put down to it; stopping may take its time.
    private static let patience = 600 * second

    /// What a death at this moment was.
    ///
    /// `stopSignal` is what the service is stopped with, by number; nil is SIGTERM.
    func ending(ofDeathAt time: Int, stopSignal: Int?) -> Ending {
        if let origin = signOrigin(before: time, stopSignal: stopSignal) {
            switch origin {
            case .own: return .own
            case .announced: return .announced
            case .outside: return .outside
            }
        }
        if let killed = outOfMemoryAt, abs(time - killed) < 10 * Self.second { return .outOfMemory }
        return .byItself
    }

    /// Who asked for the death; nil when nobody did.
    private func signOrigin(before time: Int, stopSignal: Int?) -> Origin? {
        if let stop, isOfThisRun(stop), abs(time - stop.time) < Self.patience { return stop.origin }
        guard let signal, isOfThisRun(signal) else { return nil }
        let age = time - signal.time
        let limit =
            switch signal.signal {
            case 9: 10 * Self.second
            case stopSignal ?? 15, 15, 2, 3, 6: Self.patience
            // Others mostly mean something else than an end.
            default: Self.second
            }
        return age < limit ? signal.origin : nil
    }

    /// Word of a signal may come late, when the run that it ended is over.
    private func isOfThisRun(_ sign: Sign) -> Bool { startedAt.map { sign.time >= $0 } ?? true }
}
