internal import ComposeModel
package import ComposePlan

/// Why a gate will not open.
package struct GateFailure: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
        /// `deaths`: how often it died since it was started; more than one is the end of the engine's own restarts.
        case exited(code: Int, deaths: Int, outOfMemory: Bool)
        case unhealthy
        case noHealthcheck
        case removed
        /// It ended with 0 and was to complete, but the engine starts it again whenever it ends.
        case startsAgain
        /// It was not there yet when the gate's own time was over.
        case timedOut(after: Duration)
    }

    package var containerID: String
    package var container: String
    package var reason: Reason
    /// What the last failed probe said while the gate was closed; nil where none was looked at.
    package var lastProbe: LastProbe?
    /// Whether the wait had a timeout, which it did not last to the end of.
    package var hadDeadline: Bool

    init(_ container: ResolvedGate.Container, _ reason: Reason, hadDeadline: Bool = false) {
        containerID = container.id
        self.container = container.name
        self.reason = reason
        self.hadDeadline = hadDeadline
    }
}

extension GateFailure {
    /// Whether the gate's own time was over, and nothing else was wrong.
    package var isTimeout: Bool {
        if case .timedOut = reason { true } else { false }
    }

    /// The status with which the program should end when this is why it does: 3 where time ran out, else 1.
    package var programStatus: Int { isTimeout ? 3 : 1 }

    /// The code with which the container ended; nil where it did not.
    package var exitCode: Int? {
        if case .exited(let code, _, _) = reason { code } else { nil }
    }

    /// The number of the signal that ended the container; nil where none did.
    package var signal: Int? {
        guard let exitCode, (129...192).contains(exitCode) else { return nil }
        return exitCode - 128
    }

    /// How many probes in a row had failed; nil where that is not known.
    package var failingStreak: Int? { lastProbe?.failingStreak }

    /// The failure as one sentence that names who waited for what.
    ///
    /// - `gate`: the one that failed.
    package func sentence(_ gate: Gate) -> String {
        switch reason {
        case .timedOut(let time):
            return gate.waited(time) + (lastProbe.map { "; last probe: \($0)" } ?? "")
        case .exited(let code, _, _) where gate.condition == .completed:
            return "service \"\(gate.service)\" didn't complete successfully: exit \(code)"
        default: return gate.dependents.isEmpty ? description : "dependency failed to start: \(self)"
        }
    }

    /// What to do about it, or which rule ended the wait where that may surprise; nil where the failure says it all.
    package var hint: String? {
        switch reason {
        case .unhealthy where hadDeadline:
            "unhealthy ends the wait before its time: only a service with a restart policy may recover from it"
        case .exited(_, let deaths, _) where deaths > 1:
            "the engine restarted it \(deaths - 1) times, and it is not waited for any longer"
        case .noHealthcheck: "give the service a healthcheck, or wait for 'service_started'"
        case .startsAgain: "restart it only 'on-failure' or never, or wait for 'service_started'"
        case .timedOut: "give it more time by 'x-timeout', or find out what takes so long"
        case .exited, .unhealthy, .removed: nil
        }
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
        case .startsAgain: "container \(container) never completes: it is started again whenever it ends"
        case .timedOut(let time): "container \(container) was not ready within \(time.composeDescription)"
        }
    }
}
