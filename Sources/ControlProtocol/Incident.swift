/// Something that happened to a supervised project and should not have, and what was done.
package struct Incident: Codable, Sendable, Equatable, Identifiable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        /// A container ended by itself.
        case crash
        case outOfMemory = "out_of_memory"
        case unhealthy
        /// Stopped, killed, removed, renamed, paused or cut off by somebody else.
        case stoppedOutside = "stopped_outside"
        case removedOutside = "removed_outside"
        case drift
        case engineRestart = "engine_restart"
        case engineAway = "engine_away"
        case crashLoop = "crash_loop"
        case repairFailed = "repair_failed"
        /// A changed file that does not load, or a plan that is only announced.
        case source
        case schedule
        case lease
        /// The daemon's state cannot be written.
        case state
    }

    /// From 1, in the order in which they were opened.
    package var id: Int
    package var project: String
    /// nil for what concerns the whole project or the engine.
    package var service: String?
    package var container: String?
    package var kind: Kind
    /// One sentence: `db-1 ended with code 137 (SIGKILL)`.
    package var summary: String
    /// Facts, one a line: last probe, last log lines, diagnostics; without secrets.
    package var evidence: [String]
    package var exitCode: Int?
    /// What was done, in order: `started again after 0.2 s`.
    package var actions: [String]
    /// Seconds since 1970.
    package var opened: Double
    /// Seconds since 1970; nil while it lasts.
    package var closed: Double?

    package init(id: Int, project: String, service: String?, kind: Kind, summary: String, opened: Double) {
        self.id = id
        self.project = project
        self.service = service
        self.kind = kind
        self.summary = summary
        self.opened = opened
        evidence = []
        actions = []
    }

    /// How long the service was away, in seconds; nil while it lasts.
    package var outage: Double? { closed.map { $0 - opened } }

    enum CodingKeys: String, CodingKey {
        case id, project, service, container, kind, summary, evidence, actions, opened, closed
        case exitCode = "exit_code"
    }
}
