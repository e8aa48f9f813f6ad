internal import ComposePlan

/// What is known of the containers that a plan deals with.
///
/// A value that a list fills and events keep current; how the engine is asked is not its business.
struct ContainerRecords: Sendable {
    /// Whether the engine's probes say that a container works.
    enum Health: Sendable, Hashable {
        /// Only an inspection can tell: events do not say whether there is a healthcheck, and neither does a list of a
        /// container that does not run.
        case unknown
        case none, starting, healthy, unhealthy
    }

    struct Record: Sendable, Hashable {
        enum State: Sendable, Hashable {
            /// Exists, and does not run.
            case idle
            case running, paused
            case exited(code: Int)
            case removed
        }

        var state: State
        var health: Health
        /// How often it died since it was last started on purpose, as far as it has been watched.
        var deaths = 0
        var wasKilledForMemory = false
        /// Whether a start was asked for whose event has not come yet: what is heard until then is of the run before.
        var isStarting = false
        /// Whether a list showed it as ended: the engine does not start it again by itself.
        var hasEnded = false
        /// Whether a probe of ours has passed in its present run.
        var isReady = false
        /// Counts its runs as far as they are known, so that what a probe found in one is not taken for another.
        var run = 0
        /// Whether its present run began under these eyes, so that it may still be about to fail.
        var isFresh = false
        /// When something last changed, by the clock of the records.
        fileprivate(set) var changed = 0
    }

    private(set) var records: [String: Record] = [:]
    /// Counts what has been told so far, so that a list can be told from what came while it was on its way.
    private(set) var clock = 0

    subscript(id: String) -> Record? { records[id] }

    private mutating func keep(_ record: Record, of id: String) {
        clock += 1
        records[id] = record
        records[id]?.changed = clock
    }

    // MARK: - Lists and inspections

    /// Enters a container as a list showed it; a record that was touched since the list was asked for is newer and stays.
    ///
    /// - Parameters:
    ///   - container: as it was listed.
    ///   - moment: what the clock showed when the list was asked for.
    ///   - isAwaited: whether a gate waited for it then, which it does only once the engine has answered its start.
    mutating func enter(_ container: ObservedContainer, asOf moment: Int = .max, isAwaited: Bool = false) {
        let known = records[container.id]
        if let known {
            guard known.changed <= moment else { return }
            // The list may be from before the start.
            if known.isStarting, !isAwaited { return }
        }
        let state: Record.State =
            switch container.state {
            case .running: .running
            case .paused: .paused
            case .exited, .dead: .exited(code: container.exitCode ?? 0)
            case .created, .restarting, .removing: .idle
            }
        var record = Record(state: state, health: Self.health(of: container, known))
        record.deaths = known?.deaths ?? 0
        record.wasKilledForMemory = known?.wasKilledForMemory ?? false
        record.isFresh = known?.isFresh ?? false
        record.hasEnded = if case .exited = state { true } else { false }
        // As far as a list tells, what ran before and runs now is the same run.
        let goesOn = record.isLive && (known?.isLive ?? false)
        record.isReady = goesOn && (known?.isReady ?? false)
        record.run = (known?.run ?? 0) + (goesOn ? 0 : 1)
        keep(record, of: container.id)
    }

    /// A list tells health only of what runs; whether there are probes at all does not change in a container's life.
    private static func health(of container: ObservedContainer, _ known: Record?) -> Health {
        if container.isRunning { return health(container.health) }
        guard let known else { return .unknown }
        return container.state == .paused ? known.health : known.health.afterStart
    }

    /// Enters a container that was just created.
    ///
    /// `hasHealthcheck` is nil where the service is silent and its image decides.
    mutating func enterNew(id: String, hasHealthcheck: Bool?) {
        guard records[id] == nil else { return }
        let health: Health =
            switch hasHealthcheck {
            case true?: .starting
            case false?: .none
            case nil: .unknown
            }
        keep(Record(state: .idle, health: health), of: id)
    }

    /// What an inspection found out about a running container's health.
    mutating func learn(health: Health, of id: String) {
        guard var record = records[id] else { return }
        record.health = health
        keep(record, of: id)
    }

    /// Notes that a probe of ours has passed; false when the run that it was made in is over.
    mutating func enterReady(_ id: String, run: Int) -> Bool {
        guard var record = records[id], record.run == run, record.isLive else { return false }
        record.isReady = true
        keep(record, of: id)
        return true
    }

    /// Notes that the engine does not have the container any more.
    ///
    /// - `moment`: what the clock showed when the engine was asked; what was heard since is newer.
    mutating func markRemoved(_ id: String, asOf moment: Int = .max) {
        guard var record = records[id], record.changed <= moment else { return }
        record.state = .removed
        keep(record, of: id)
    }

    // MARK: - What is about to happen

    /// Forgets how a container ended before: what its next run brings comes by events.
    ///
    /// To be called before the start request, since the events of a short run may be here before its answer. What is told
    /// of the container before its start is told, a death within a restart or an old health, is of the run before.
    mutating func expectStart(of id: String) {
        guard var record = records[id] else { return }
        record.state = .idle
        record.health = record.health.afterStart
        record.deaths = 0
        record.wasKilledForMemory = false
        record.isStarting = true
        record.hasEnded = false
        record.isReady = false
        record.run += 1
        keep(record, of: id)
    }

    /// For a container whose start was answered with "already running": no event will tell, nor how healthy it is.
    mutating func enterRunning(_ id: String) {
        guard var record = records[id] else { return }
        record.state = .running
        record.health = record.health == .none ? .none : .unknown
        record.isStarting = false
        record.hasEnded = false
        keep(record, of: id)
    }

    // MARK: - Events

    /// Returns whether the event changed anything that a gate may wait for.
    mutating func apply(_ change: ContainerChange) -> Bool {
        guard var record = records[change.id] else { return false }
        switch change.kind {
        case .died, .health, .killedForMemory:
            // The run that is waited for has not begun.
            guard !record.isStarting else { return false }
        case .started, .paused, .unpaused, .removed: break
        }
        switch change.kind {
        case .started:
            record.state = .running
            record.isStarting = false
            record.hasEnded = false
            record.isReady = false
            record.run += 1
            record.isFresh = true
            // A start resets the probes; whether there are any is known from before, or not at all.
            record.health = record.health.afterStart
        case .died(let code):
            record.state = .exited(code: code)
            record.deaths += 1
            record.hasEnded = false
            record.isReady = false
        case .health(let health): record.health = Self.health(health)
        case .paused: record.state = .paused
        case .unpaused: record.state = .running
        case .killedForMemory: record.wasKilledForMemory = true
        case .removed: record.state = .removed
        }
        keep(record, of: change.id)
        return true
    }

    private static func health(_ health: ObservedContainer.Health) -> Health {
        switch health {
        case .none: .none
        case .starting: .starting
        case .healthy: .healthy
        case .unhealthy: .unhealthy
        }
    }
}

extension ContainerRecords.Record {
    /// Whether it is in a run, paused or not.
    var isLive: Bool { state == .running || state == .paused }
}

extension ContainerRecords.Health {
    /// What is left of it when a new run begins.
    fileprivate var afterStart: ContainerRecords.Health {
        switch self {
        case .unknown: .unknown
        case .none: .none
        case .starting, .healthy, .unhealthy: .starting
        }
    }
}
