internal import ControlProtocol

/// How one service fares, and what is to be done for it.
struct ServiceCare: Sendable {
    var memory: ServiceMemory
    var policy: ServicePolicy
    /// Its failures without a stable run between them.
    var failuresInRow = 0
    var repairsFailed = 0
    /// What the last failed repair said, so that it is not said again and again.
    var lastRepairFailure: String?

    /// Names of containers that somebody else has removed and that are missed.
    var lost: [String] = []
    /// Networks of its own that somebody has removed.
    var lostNetworks: Set<String> = []
    /// Whether a container that had done its work was removed, which is nothing to repair.
    var mayBeAbsent = false
    /// Whether the daemon had it in its care before now.
    var isKnown: Bool
    /// Whether the engine probes its containers, as far as has been seen.
    var isProbed = false
    /// Whether the user has sent it a signal, so that its end is the user's wish.
    var stopsWithDeath = false
    /// Whether the number of its containers is to be taken for what the user wants.
    var learnsReplicas = false
    /// Whether the last resort for being unhealthy has been taken.
    var isHealthSpent = false

    /// Seconds since 1970; nil for what is no job.
    var nextRun: Double?
    /// Seconds since 1970; nil unless a restart is ahead.
    var nextAttempt: Double?

    var condition = ServiceStatus.Condition.absent
    /// Seconds since 1970; nil before it was first judged.
    var conditionSince: Double?

    init(_ name: String, policy: ServicePolicy, memory: ServiceMemory?) {
        self.memory = memory ?? ServiceMemory(service: name)
        self.policy = policy
        isKnown = memory != nil
    }

    /// Whether it is meant to be away, or given up, so that nothing is done for it.
    var isAtRest: Bool { memory.isStopped || memory.isGivenUp || memory.isLeft }
}

/// An incident that lasts.
struct Outage: Sendable {
    var incident: Int
    /// Seconds since 1970.
    var opened: Double
}

/// What is to be done for a service.
struct ServiceNeed: Sendable {
    /// A later one does what an earlier one would, and more.
    enum Action: Int, Sendable, Comparable {
        case start, restart, converge, replace, stop

        static func < (left: Action, right: Action) -> Bool { left.rawValue < right.rawValue }
    }

    var action: Action
    var reason: String
    var incident: Int?
    /// The containers to restart; nil is all of the service.
    var containers: Set<String>?
    /// Whether it is time; false while an appointment stands.
    var isDue: Bool
    /// Whether there is no need any more once the service is healthy.
    var isForHealth = false
}
