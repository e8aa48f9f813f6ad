internal import ComposePlan

/// A gate whose containers exist, so that they are known by id.
struct ResolvedGate: Sendable {
    struct Container: Sendable {
        var id: String
        var name: String
    }

    var service: String
    var condition: Gate.Condition
    var containers: [Container]
    /// Whether the engine restarts the containers by itself, so that one death is not the end.
    var restartsByItself: Bool
}

/// Whether a gate is open, from what is known now.
enum GateJudgement: Sendable, Equatable {
    case open
    case closed
    /// Nothing can be said before these containers are inspected for a healthcheck.
    case unknownHealth(ids: [String])
    case failed(GateFailure)

    /// A container that the engine keeps restarting fails its dependents at this many deaths.
    static let deathsOfCrashLoop = 5

    static func of(_ gate: ResolvedGate, _ records: ContainerRecords) -> GateJudgement {
        var unknown: [String] = []
        var isOpen = true
        for container in gate.containers {
            guard let record = records[container.id] else { return .failed(.init(container, .removed)) }
            switch verdict(on: record, gate) {
            case .passes: continue
            case .waits: isOpen = false
            case .unknown: unknown.append(container.id)
            case .fails(let reason): return .failed(GateFailure(container, reason))
            }
        }
        if !unknown.isEmpty { return .unknownHealth(ids: unknown) }
        return isOpen ? .open : .closed
    }

    private enum Verdict {
        case passes, waits, unknown
        case fails(GateFailure.Reason)
    }

    private static func verdict(on record: ContainerRecords.Record, _ gate: ResolvedGate) -> Verdict {
        switch (record.state, gate.condition) {
        case (.removed, _): .fails(.removed)
        case (.running, .started), (.exited, .started), (.paused, .started): .passes
        case (.idle, _), (.paused, _): .waits
        case (.exited(0), .completed), (.exited(0), .runningOrHealthy): .passes
        case (.exited(let code), _): death(record, code, gate)
        case (.running, .completed): .waits
        case (.running, .healthy), (.running, .runningOrHealthy): health(record, gate)
        }
    }

    private static func death(_ record: ContainerRecords.Record, _ code: Int, _ gate: ResolvedGate) -> Verdict {
        if gate.restartsByItself, record.deaths < deathsOfCrashLoop { return .waits }
        return .fails(.exited(code: code, deaths: record.deaths, outOfMemory: record.wasKilledForMemory))
    }

    private static func health(_ record: ContainerRecords.Record, _ gate: ResolvedGate) -> Verdict {
        switch record.health {
        case .unknown: .unknown
        case .healthy: .passes
        case .starting: .waits
        case .unhealthy: .fails(.unhealthy)
        case .none: gate.condition == .healthy ? .fails(.noHealthcheck) : .passes
        }
    }
}

/// Why a gate will not open.
package struct GateFailure: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        case exited(code: Int, deaths: Int, outOfMemory: Bool)
        case unhealthy
        case noHealthcheck
        case removed
    }

    package var containerID: String
    package var container: String
    package var reason: Reason

    init(_ container: ResolvedGate.Container, _ reason: Reason) {
        containerID = container.id
        self.container = container.name
        self.reason = reason
    }
}

extension GateFailure: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .exited(let code, let deaths, let outOfMemory):
            "container \(container) exited (\(code))" + (deaths > 1 ? " \(deaths) times" : "")
                + (outOfMemory ? ", killed for want of memory" : "")
        case .unhealthy: "container \(container) is unhealthy"
        case .noHealthcheck: "container \(container) has no healthcheck configured"
        case .removed: "container \(container) was removed"
        }
    }
}
