internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import TerminalOutput

/// One culprit of a plan that failed, told once however many steps failed because of it.
struct FailureAccount: Sendable, Equatable {
    /// One sentence: `dependency failed to start: container shop-db-1 is unhealthy`.
    var message: String
    /// The same in few words: `db is unhealthy`.
    var brief: String
    /// nil for a failure that is no service's, such as that of a network.
    var service: String?
    /// The steps that failed because of it.
    var steps: [Step.ID]
    var culprit: Culprit?
    /// Explanations and the engine's own words.
    var facts: [String]
    var advice: [String]
    /// How long the step had been under way.
    var elapsed: Duration?
    /// What the whole plan had for its work, in words: `60s`; nil without a limit.
    var limit: String?
    /// Whether it was still waited for when the time was over.
    var isAwaited = false
    var place: SourceLocation?
}

extension FailureAccount {
    /// All facts but the log, a line each.
    var factLines: [String] {
        var lines: [String] = []
        if let elapsed, elapsed >= .seconds(1) {
            lines.append("after \(HumanDuration.stopwatch(elapsed))" + (limit.map { " of \($0)" } ?? ""))
        }
        lines += facts
        if let culprit {
            lines += Self.ending(of: culprit, isTold: !isAwaited)
            if !culprit.engineError.isEmpty { lines.append("engine: \(culprit.engineError)") }
            if culprit.restarts > 0 {
                lines.append("started again \(culprit.restarts) \(culprit.restarts == 1 ? "time" : "times")")
            }
            lines += Self.probes(of: culprit)
        }
        return lines.map { EvidenceLine.clean($0) }
    }

    /// The last lines of the culprit's log, each behind its name.
    var logLines: [String] {
        guard let culprit else { return [] }
        return culprit.log.map { "\(culprit.container) | \(EvidenceLine.clean($0))" }
    }

    /// - `isTold`: whether the message names the exit code already.
    private static func ending(of culprit: Culprit, isTold: Bool) -> [String] {
        guard let ending = culprit.ending else { return [] }
        let memory = ending.wasOutOfMemory ? ", killed for want of memory" : ""
        if let signal = ending.signal { return ["ended by \(signal) (\(ending.code))\(memory)"] }
        if ending.wasOutOfMemory { return ["ended with \(ending.code)\(memory)"] }
        return isTold ? [] : ["ended with \(ending.code)"]
    }

    private static func probes(of culprit: Culprit) -> [String] {
        guard let last = culprit.probes.last else { return [] }
        let isOneAnswer = culprit.probes.allSatisfy { $0.exitCode == last.exitCode && $0.output == last.output }
        if isOneAnswer {
            let count = culprit.probes.count
            return ["last \(count == 1 ? "probe" : "\(count) probes"): \(words(of: last))"]
        }
        return culprit.probes.map { probe in
            // The time of day out of `2025-03-01T12:00:00.123456789Z`.
            let time = probe.began.split(separator: "T").last.map { $0.prefix(8) } ?? ""
            return "probe at \(time): \(words(of: probe))"
        }
    }

    private static func words(of probe: Culprit.Probe) -> String {
        let lead = probe.exitCode == -1 ? "no answer in time" : "exit \(probe.exitCode)"
        return probe.output.isEmpty ? lead : "\(lead), \(probe.output.joined(separator: "; "))"
    }
}
