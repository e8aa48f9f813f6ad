internal import ComposePlan
internal import DockerEngine

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

extension ContainerChange {
    /// The events to ask the engine for; `exec_die` is the end of a probe, among others.
    static let actions = ["start", "die", "health_status", "pause", "unpause", "oom", "destroy", "exec_die"]

    /// nil for events that no gate waits for.
    init?(_ event: EngineEvent) {
        id = event.actorID
        switch event.action {
        case "start": kind = .started
        case "die": kind = .died(code: event.exitCode ?? 0)
        case "pause": kind = .paused
        case "unpause": kind = .unpaused
        case "oom": kind = .killedForMemory
        case "destroy": kind = .removed
        case "health_status":
            guard let health = ObservedContainer.Health(rawValue: event.detail ?? "") else { return nil }
            kind = .health(health)
        default: return nil
        }
    }
}
