/// How a service fares in the daemon's eyes.
package struct ServiceStatus: Codable, Sendable, Equatable {
    package enum Condition: String, Codable, Sendable {
        /// Runs, and is healthy where it is probed.
        case ready
        case starting
        case unhealthy
        /// Ended with code 0 and is not meant to run again by itself.
        case completed
        /// Ended, and is started again after a pause.
        case backingOff = "backing_off"
        /// Ended, and given up.
        case failed
        /// Not started, since what it depends on is not ready.
        case held
        /// Stopped by the user.
        case stopped
        case paused
        case absent
    }

    package var name: String
    package var condition: Condition
    /// `ready` only when the service and all that it depends on are.
    package var isEffectivelyReady: Bool
    package var replicas: Int
    package var running: Int
    /// How often the daemon has started it again since it has it in its care.
    package var restarts: Int
    /// Seconds since 1970; when the condition last changed.
    package var since: Double
    /// What it waits for, in words: `db to be healthy`; nil when for nothing.
    package var waitingFor: String?
    /// Seconds since 1970; nil unless a restart or a scheduled run is ahead.
    package var nextAttempt: Double?

    package init(name: String, condition: Condition, since: Double) {
        self.name = name
        self.condition = condition
        self.since = since
        isEffectivelyReady = condition == .ready
        replicas = 0
        running = 0
        restarts = 0
    }

    enum CodingKeys: String, CodingKey {
        case name, condition, replicas, running, restarts, since
        case isEffectivelyReady = "effectively_ready"
        case waitingFor = "waiting_for"
        case nextAttempt = "next_attempt"
    }
}

package struct ProjectStatus: Codable, Sendable, Equatable {
    package var name: String
    package var services: [ServiceStatus]
    /// Seconds since 1970; when the daemon took it over.
    package var since: Double
    /// What is under way: `repairing db`; nil when nothing is.
    package var activity: String?
    package var lease: Lease?
    package var openIncidents: Int

    package init(name: String, services: [ServiceStatus], since: Double) {
        self.name = name
        self.services = services
        self.since = since
        openIncidents = 0
    }

    enum CodingKeys: String, CodingKey {
        case name, services, since, activity, lease
        case openIncidents = "open_incidents"
    }
}

package struct DaemonStatus: Codable, Sendable, Equatable {
    package var version: String
    package var process: Int
    /// Seconds since 1970.
    package var started: Double
    /// Where the engine is, and whether it answers.
    package var engine: String
    package var engineIsReachable: Bool
    package var projects: [ProjectStatus]

    package init(version: String, process: Int, started: Double, engine: String, projects: [ProjectStatus]) {
        self.version = version
        self.process = process
        self.started = started
        self.engine = engine
        engineIsReachable = true
        self.projects = projects
    }

    enum CodingKeys: String, CodingKey {
        case version, process, started, engine, projects
        case engineIsReachable = "engine_is_reachable"
    }
}
