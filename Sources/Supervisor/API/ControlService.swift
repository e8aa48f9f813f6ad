internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol

/// What the control interface needs of the supervision; ``SupervisorService`` is it, and tests have another.
///
/// Everything about a project that is not in care throws `ControlError.unknownProject`.
protocol ControlService: Sendable {
    func status() async -> DaemonStatus
    func project(_ name: String) async throws -> ProjectStatus
    /// Takes a project over, or what is wanted of it anew.
    func take(_ handover: Handover) async throws -> ProjectStatus
    func release(_ name: String) async throws
    /// Returns the announcement's number.
    func announce(_ name: String, _ announcement: Announcement) async throws -> Int
    func endAnnouncement(_ name: String, _ number: Int, succeeded: Bool) async throws
    /// What would be done for the project to be as wanted.
    func plan(_ name: String) async throws -> Plan
    func apply(_ name: String) async throws
    func setLease(_ name: String, _ lease: Lease?) async throws
    func explanation(_ name: String, service: String) async throws -> ServiceExplanation
    /// Where to read what the project's containers write.
    ///
    /// - `services`: nil is every service.
    func logs(_ name: String, services: Set<String>?, options: LogCollector.Options) async throws -> LogSource
}

/// Containers whose output has been asked for and not yet read.
struct LogSource: Sendable {
    /// Hands on every line and returns when there are no more; throws the engine's error.
    let read: @Sendable (_ sink: @escaping LogSink) async throws -> Void
}

/// What the control interface asks of the past; ``StateStore`` is it.
protocol ControlRecords: Sendable {
    /// Newest first; see ``SupervisorStore``.
    func incidents(project: String?, since: Double?, onlyOpen: Bool, limit: Int) async throws -> [Incident]
    /// Oldest first; see ``SupervisorStore``.
    func timeline(project: String?, since: Double?, limit: Int) async throws -> [TimelineEntry]
    /// What came after the line of that number; oldest first.
    func timeline(after number: Int, project: String?, limit: Int) async throws -> [TimelineEntry]
}

extension StateStore: ControlRecords {}
