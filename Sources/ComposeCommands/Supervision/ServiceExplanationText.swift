internal import ControlProtocol

/// Why a service is as it is, as people read it.
struct ServiceExplanationText: Sendable {
    let explanation: ServiceExplanation
    /// Seconds since 1970.
    let now: Double

    /// Paragraphs, each with a line break at its end.
    func render() -> String {
        let paragraphs: [[String]] = [
            [headline] + state, titled("depends on", explanation.dependencies), titled("containers", containers),
            titled("rules", explanation.policy), titled("last run", lastRun), titled("incidents", incidents),
        ]
        return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private func titled(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["\(title):"] + lines.map { "  \($0)" }
    }

    private var headline: String {
        let status = explanation.status
        let age = MomentText.age(status.since, at: now).lowercased()
        return "\(status.name) of project \(explanation.project) is \(status.condition.words) since \(age)"
    }

    private var state: [String] {
        let status = explanation.status
        var lines: [String] = []
        if let waitingFor = status.waitingFor { lines.append("  waits for \(waitingFor)") }
        if status.condition == .ready, !status.isEffectivelyReady {
            lines.append("  counts as not ready, since what it depends on is not")
        }
        if let next = status.nextAttempt, next > now {
            lines.append("  next attempt in \(MomentText.outage(next - now))")
        }
        if explanation.isGivenUp { lines.append("  given up; 'swiftcompose up' or 'restart' tries it again") }
        lines.append("  \(status.running) of \(status.replicas) containers run")
        if status.restarts > 0 { lines.append("  started again \(times(status.restarts))") }
        if explanation.recentFailures > 0 { lines.append("  failed \(times(explanation.recentFailures)) of late") }
        return lines
    }

    private func times(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

    private var containers: [String] {
        explanation.containers.map { container in
            let health = container.health == "none" ? "" : ", \(container.health)"
            let code = container.exitCode.map { " with code \($0)" } ?? ""
            return "\(container.name) (\(container.id.prefix(12))): \(container.state)\(code)\(health)"
        }
    }

    private var lastRun: [String] {
        guard let code = explanation.lastCode else { return [] }
        return ["ended with code \(code)"] + explanation.lastOutput.map { "| \($0.printable)" }
    }

    private var incidents: [String] { explanation.incidents.flatMap { IncidentText.lines($0, now: now) } }
}
