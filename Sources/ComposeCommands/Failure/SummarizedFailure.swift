internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics

/// A plan that was not carried out whole, in words, and the status that follows from it.
struct SummarizedFailure: Error, Sendable, Equatable {
    var text: String
    var status: ExitStatus
}

extension SummarizedFailure {
    /// Sums up what went wrong: each culprit with its evidence, then what was skipped for it, then what was started.
    ///
    /// - Parameters:
    ///   - report: of a plan that was not a success.
    ///   - deadline: what the plan had for its work, in words: `10s`; nil when it had no limit.
    ///   - explanations: further lines about a failure, by its step.
    ///   - isColoured: whether severities get colour.
    init(
        _ report: ExecutionReport,
        deadline: String? = nil,
        explanations: [Step.ID: String] = [:],
        isColoured: Bool = false
    ) {
        let renderer = DiagnosticRenderer(isColoured: isColoured)
        var lines: [String] = []
        if report.hasTimedOut {
            let limit = deadline.map { " after \($0)" } ?? ""
            lines.append(renderer.render(Diagnostic(.error, "application not healthy\(limit)")))
            var awaited: Set<String> = []
            lines += report.interrupted.compactMap(\.operation.wait).filter { awaited.insert($0).inserted }
                .map { "  still waiting for \($0)" }
        }
        // One culprit fails every gate on it, and is told once.
        var told: Set<String> = []
        for failure in report.failures where told.insert(failure.message).inserted {
            lines.append(renderer.render(Diagnostic(.error, failure.message)))
            if let explanation = explanations[failure.step.id] { lines.append("  \(explanation)") }
            lines += failure.evidence.map { "  \($0)" }
        }
        lines += Self.skipLines(report)
        let started = report.succeeded.compactMap(\.operation.startedContainer)
        if !started.isEmpty { lines.append("started: \(started.joined(separator: ", "))") }
        if report.wasCancelled, !report.notReached.isEmpty {
            let count = report.notReached.count
            lines.append("interrupted: \(count) \(count == 1 ? "step was" : "steps were") not begun")
        }
        text = lines.joined(separator: "\n")
        status = Self.status(of: report)
    }

    private static func status(of report: ExecutionReport) -> ExitStatus {
        if report.wasCancelled { return .interrupted }
        guard let code = report.failures.first?.exitCode, code > 1 else { return .failure }
        return .container(code)
    }

    /// `skipped: web, worker (db is not healthy)`: a line for every reason, with the services that it keeps down.
    private static func skipLines(_ report: ExecutionReport) -> [String] {
        var services: [(reason: String, names: [String])] = []
        for skip in report.skipped {
            let culprits = report.failures.filter { skip.because.contains($0.step.id) }
            guard let service = skip.step.operation.service else { continue }
            // What a service's own failure keeps from it, the failure tells.
            guard !culprits.contains(where: { $0.step.operation.service == service && !$0.step.operation.isGate })
            else { continue }
            let reasons = culprits.map(\.step.operation.failureInBrief)
            let reason = reasons.isEmpty ? "a step before it failed" : reasons.joined(separator: ", ")
            if let index = services.firstIndex(where: { $0.reason == reason }) {
                if !services[index].names.contains(service) { services[index].names.append(service) }
            } else {
                services.append((reason, [service]))
            }
        }
        return services.map { "skipped: \($0.names.joined(separator: ", ")) (\($0.reason))" }
    }
}
