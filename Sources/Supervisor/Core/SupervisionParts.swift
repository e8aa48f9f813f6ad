internal import ControlProtocol

/// What a command line has said that it is about to do, and has not ended.
struct OpenAnnouncement: Sendable {
    var announcement: Announcement
    /// Nanoseconds since 1970.
    var began: Int
}

/// A stretch of time in which this program has changed services; events of that time are its own.
struct ChangeSpan: Sendable {
    /// Empty is every service.
    var services: Set<String>
    var origin: TrackedContainer.Origin
    /// Whether containers may have been stopped or removed.
    var ends: Bool
    /// Nanoseconds since 1970.
    var began: Int
    var ended: Int

    /// Clocks that differ so much are allowed for.
    static let tolerance = 100_000_000

    func covers(_ service: String, at time: Int) -> Bool {
        guard services.isEmpty || services.contains(service) else { return false }
        return time >= began - Self.tolerance && time <= ended + Self.tolerance
    }
}

/// The work that is under way.
struct WorkInHand: Sendable {
    var work: Work
    /// What it is to satisfy; comes back when it does not.
    var needs: [String: ServiceNeed]
    /// Why it is for the whole project; nil where it is not.
    var convergence: String?
    /// Nanoseconds since 1970.
    var began: Int
    var isCancelled = false

    var services: Set<String> { work.kind.services }

    func covers(_ service: String) -> Bool { services.isEmpty || services.contains(service) }

    /// Whether it may stop containers; the others only start what has ended.
    var changesWhatRuns: Bool {
        switch work.kind {
        case .start, .rename, .job: false
        case .converge, .restart, .replace, .stop, .down: true
        }
    }

    /// Whether nothing is lost by giving it up and asking for the rest again.
    var canBeOvertaken: Bool {
        switch work.kind {
        case .start, .restart, .converge: true
        case .replace, .stop, .rename, .job, .down: false
        }
    }
}

/// The end of the whole project.
struct Takedown: Sendable {
    var reason: String
    var incident: Int
    var removesVolumes: Bool
    /// False while it waits to be tried again.
    var isDue = true
}

/// A container that is to get its name back.
struct Renaming: Sendable {
    var container: String
    var service: String
    var name: String
    var incident: Int
}

/// A change by somebody else that lasts.
enum Drift: Sendable, Hashable {
    case renamed(container: String)
    case disconnected(container: String, network: String)
    case network(String)
    case image(service: String, digest: String)
}

/// What is known of the engine.
struct EngineTrack: Sendable {
    /// Seconds since 1970; nil while it answers.
    var awaySince: Double?
    /// Seconds since 1970; when it was last lost.
    var lostAt: Double?
    var awayIncident: Int?
    /// Whether it has restarted and the look after that is still to come.
    var hasRestarted = false
    /// Whether there was a look since it answers.
    var isListed = false
    /// Whether there was a look ever.
    var wasListed = false
    /// Whether the project's stop at the daemon's end has been asked for.
    var isStopping = false
    /// Whether an earlier daemon had the project in its care.
    var isResumed = false
    /// The incident of a restart, and the services that are not back yet.
    var outage: Outage?
    var missing: Set<String> = []
    /// Incidents of an earlier daemon that the first look ends.
    var leftOver: [Int] = []

    var isUsable: Bool { awaySince == nil && isListed }
}
