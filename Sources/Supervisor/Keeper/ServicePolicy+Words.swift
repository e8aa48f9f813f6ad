internal import ComposeModel

extension ServicePolicy {
    /// The rules that hold for a service, one a line.
    var words: [String] {
        var lines = ["restart: \(restart.words)", "unhealthy: \(unhealthy.words)"]
        let reported = DriftPolicy.Kind.allCases.filter { drift[$0] == .report }.map(\.rawValue)
        let repaired = DriftPolicy.Kind.allCases.filter { drift[$0] == .repair }.map(\.rawValue)
        if !repaired.isEmpty { lines.append("drift, repaired: \(repaired.joined(separator: ", "))") }
        if !reported.isEmpty { lines.append("drift, only reported: \(reported.joined(separator: ", "))") }
        if let schedule { lines.append("schedule: \(schedule)") }
        if let imageWindow {
            lines.append("image: pulled again after \(Duration.seconds(imageWindow).composeDescription)")
        }
        return lines
    }
}

extension RestartPolicy {
    fileprivate var words: String {
        let rule: String
        switch self.rule {
        case .never: return "never"
        case .onFailure: rule = "after a code other than 0"
        case .always: rule = "after every end"
        }
        let most = limit.map { ", at most \($0) times in \(window.composeDescription)" } ?? ""
        return "\(rule), with pauses from \(delay.composeDescription) to \(maxDelay.composeDescription)\(most)"
    }
}

extension UnhealthyPolicy {
    fileprivate var words: String {
        guard action == .restart else { return action.rawValue }
        return "restart, at most \(attempts) times in \(window.composeDescription), then \(finally.rawValue)"
    }
}
