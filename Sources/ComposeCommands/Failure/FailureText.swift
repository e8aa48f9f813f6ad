internal import ComposeRuntime
internal import Diagnostics
internal import TerminalOutput

/// A failed plan in lines for people: culprits with their evidence, what they keep down, what runs, what to try.
struct FailureText: Sendable {
    let story: FailureStory
    /// Whether severities and the like get colour.
    var isColoured = false
    /// What marks the lines of a culprit's log as a group that can be folded; nil leaves them with the rest.
    var group: WorkflowGroup?

    /// Without a line break at the end.
    var text: String { lines.joined(separator: "\n") }

    private var lines: [String] {
        var lines: [String] = []
        if case .timedOut(let limit) = story.cut {
            let time = limit.map { " after \($0)" } ?? ""
            lines.append(error("application not healthy\(time)"))
        }
        for account in story.accounts where account.isAwaited {
            lines.append("  \(account.message)")
            lines += evidence(of: account, indent: "    ")
        }
        for account in story.accounts where !account.isAwaited {
            lines.append(error(account.message))
            lines += evidence(of: account, indent: "  ")
        }
        for skip in story.skips {
            lines.append("\(paint("skipped:", .yellow)) \(skip.services.joined(separator: ", ")) (\(skip.reason))")
        }
        if !story.started.isEmpty {
            lines.append("\(paint("started:", .green)) \(story.started.joined(separator: ", "))")
        }
        if let line = cutLine { lines.append(line) }
        var told: Set<String> = []
        for advice in story.accounts.flatMap(\.advice) where told.insert(advice).inserted {
            lines.append("\(paint("hint:", Style.green.emphasized)) \(advice)")
        }
        return lines
    }

    private func evidence(of account: FailureAccount, indent: String) -> [String] {
        let facts = account.factLines.map { indent + WorkflowCommand.inert($0, if: group != nil) }
        let log = account.logLines.map { indent + paint($0, .faint) }
        guard let folded = group, let culprit = account.culprit, !log.isEmpty else { return facts + log }
        return facts + folded.wrap(log, title: "last lines of \(culprit.container)")
    }

    private var cutLine: String? {
        let steps = story.cutSteps == 1 ? "1 step was not begun" : "\(story.cutSteps) steps were not begun"
        switch story.cut {
        case .none, .timedOut: return nil
        case .interrupted: return story.cutSteps > 0 ? "interrupted: \(steps)" : nil
        case .failedFast:
            var parts = story.cutSteps > 0 ? [steps] : []
            if !story.awaited.isEmpty {
                parts.append("waiting for \(story.awaited.joined(separator: ", ")) was given up")
            }
            return parts.isEmpty ? nil : "cut short by the first failure: \(parts.joined(separator: ", "))"
        }
    }

    private func error(_ message: String) -> String {
        DiagnosticRenderer(isColoured: isColoured).render(Diagnostic(.error, message))
    }

    private func paint(_ text: String, _ style: Style) -> String { style.paint(text, isOn: isColoured) }
}
