internal import ComposePlan

/// Whether a gate is open, from what is known now.
enum GateJudgement: Sendable, Equatable {
    case open
    case closed
    /// Nothing can be said before these containers are inspected for a healthcheck.
    case unknownHealth(ids: [String])
    /// It cannot open any more, and what waits for it fails with it.
    case failed(GateFailure)
    /// It cannot open any more, and what waits for it goes on without.
    case forgiven(GateFailure)

    static func of(_ gate: ResolvedGate, _ records: ContainerRecords) -> GateJudgement {
        var unknown: [String] = []
        var isOpen = true
        for container in gate.containers {
            switch verdict(on: records[container.id], gate) {
            case .passes: continue
            case .waits: isOpen = false
            case .unknown: unknown.append(container.id)
            case .fails(let reason):
                let failure = GateFailure(container, reason, hadDeadline: gate.hasDeadline)
                return gate.isRequired ? .failed(failure) : .forgiven(failure)
            }
        }
        if !unknown.isEmpty { return .unknownHealth(ids: unknown) }
        return isOpen ? .open : .closed
    }

    /// The first container that keeps the gate closed; nil when none does.
    static func laggard(of gate: ResolvedGate, _ records: ContainerRecords) -> ResolvedGate.Container? {
        gate.containers.first { container in
            if case .passes = verdict(on: records[container.id], gate) { false } else { true }
        }
    }

    private enum Verdict {
        case passes, waits, unknown
        case fails(GateFailure.Reason)
    }

    private static func verdict(on record: ContainerRecords.Record?, _ gate: ResolvedGate) -> Verdict {
        guard let record else { return .fails(.removed) }
        return switch (record.state, gate.condition) {
        case (.removed, _): .fails(.removed)
        case (.idle, _): .waits
        case (.running, .started), (.exited, .started), (.paused, .started): .passes
        case (.paused, _), (.running, .completed): .waits
        case (.running, .healthy), (.running, .runningOrHealthy): health(record, gate)
        case (.exited(let code), _): end(record, code, gate)
        }
    }

    /// An end is final unless the engine is about to start the container again.
    private static func end(_ record: ContainerRecords.Record, _ code: Int, _ gate: ResolvedGate) -> Verdict {
        let restarts = !record.hasEnded && gate.restarts.restarts(after: code, deaths: record.deaths)
        if code == 0, gate.condition == .completed || gate.condition == .runningOrHealthy {
            guard restarts else { return .passes }
            // What starts again whenever it ends is never done.
            if gate.condition == .completed { return .fails(.startsAgain) }
        }
        if restarts, record.deaths < gate.restarts.patience { return .waits }
        return .fails(.exited(code: code, deaths: record.deaths, outOfMemory: record.wasKilledForMemory))
    }

    private static func health(_ record: ContainerRecords.Record, _ gate: ResolvedGate) -> Verdict {
        switch record.health {
        case .unhealthy:
            // The engine restarts nothing for being unhealthy, but what may die and come back may also recover. Without
            // an end in sight that would be waiting for ever.
            gate.hasDeadline && gate.restarts != .never ? .waits : .fails(.unhealthy)
        case _ where record.isReady: .passes
        case _ where gate.isProbed: .waits
        case .unknown: .unknown
        case .healthy: .passes
        case .starting: .waits
        case .none: gate.condition == .healthy ? .fails(.noHealthcheck) : .passes
        }
    }
}
