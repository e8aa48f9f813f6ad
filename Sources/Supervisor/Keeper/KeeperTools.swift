internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine

/// What the keepers of all projects share.
struct KeeperTools: Sendable {
    var engine: EngineClient
    var feed: EngineFeed
    var chronicle: Chronicle
    var numbers: IncidentNumbers
    var metrics: SupervisorMetrics
    /// The daemon's.
    var environment: [String: String]
    var companions: [any ProjectCompanion]
    /// Hands a project over anew; throws `ControlError`.
    var take: @Sendable (Handover) async throws -> Void = { _ in }
    /// Nanoseconds since 1970.
    var now: @Sendable () -> Int = { EventMoment.now() }
}

extension KeeperTools {
    /// Seconds since 1970.
    var time: Double { Double(now()) / 1e9 }
}
