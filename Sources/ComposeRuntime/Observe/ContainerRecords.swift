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
        /// How often it died since it has been watched.
        var deaths = 0
        var wasKilledForMemory = false
        /// Whether its next death is part of a restart that was asked for, and no end.
        var expectsDeath = false
    }

    private(set) var records: [String: Record] = [:]

    subscript(id: String) -> Record? { records[id] }

    /// Enters a container as a list showed it; a record that events have touched since is newer and stays.
    mutating func enter(_ container: ObservedContainer) {
        let state: Record.State =
            switch container.state {
            case .running: .running
            case .paused: .paused
            case .exited, .dead: .exited(code: container.exitCode ?? 0)
            case .created, .restarting, .removing: .idle
            }
        let known = records[container.id]
        let health = container.isRunning ? Self.health(container.health) : Health.unknown
        var record = Record(state: state, health: health, deaths: known?.deaths ?? 0)
        record.expectsDeath = known?.expectsDeath ?? false
        records[container.id] = record
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
        records[id] = Record(state: .idle, health: health)
    }

    /// Forgets how a container ended before: what its next run brings comes by events.
    ///
    /// To be called before the start request, since the events of a short run may be here before its answer.
    mutating func expectStart(of id: String) {
        records[id]?.state = .idle
        if let health = records[id]?.health, health != .none, health != .unknown { records[id]?.health = .starting }
    }

    /// Like a start, for a container that the engine stops first: the event of that death may come after the answer.
    mutating func expectRestart(of id: String) {
        records[id]?.expectsDeath = true
        expectStart(of: id)
    }

    /// What an inspection found out about a running container's health.
    mutating func learn(health: Health, of id: String) { records[id]?.health = health }

    mutating func markRemoved(_ id: String) { records[id]?.state = .removed }

    /// Returns whether the event changed anything that a gate may wait for.
    mutating func apply(_ change: ContainerChange) -> Bool {
        guard var record = records[change.id] else { return false }
        switch change.kind {
        case .started:
            record.state = .running
            // A container that did not run when it was restarted has no death to tell of.
            record.expectsDeath = false
            // A start resets the probes; whether there are any is known from before, or not at all.
            if record.health != .none, record.health != .unknown { record.health = .starting }
        case .died where record.expectsDeath:
            record.state = .idle
            record.expectsDeath = false
        case .died(let code):
            record.state = .exited(code: code)
            record.deaths += 1
        case .health(let health):
            record.health = Self.health(health)
        case .paused:
            record.state = .paused
        case .unpaused:
            record.state = .running
        case .killedForMemory:
            record.wasKilledForMemory = true
        case .removed:
            record.state = .removed
        }
        records[change.id] = record
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

/// One event of the engine about one container, as far as gates care.
struct ContainerChange: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case started, paused, unpaused, killedForMemory, removed
        case died(code: Int)
        case health(ObservedContainer.Health)
    }

    var id: String
    var kind: Kind
}
