internal import ComposeRuntime

/// A failed plan as Markdown, for a page that shows how a run went.
struct FailureMarkdown: Sendable {
    let story: FailureStory
    /// The command and the project: `swiftcompose up of shop`.
    let title: String

    /// With a line break at the end.
    var text: String {
        var lines = ["### \(title) failed", ""]
        if case .timedOut(let limit) = story.cut {
            lines += ["Not healthy\(limit.map { " after \($0)" } ?? "").", ""]
        }
        for account in story.accounts { lines += section(of: account) }
        if !story.skips.isEmpty {
            lines += story.skips.map {
                "- skipped: \($0.services.map(Self.code).joined(separator: ", ")) (\($0.reason))"
            }
            lines.append("")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(of account: FailureAccount) -> [String] {
        var lines = ["**\(Self.escaped(account.message))**", ""]
        let facts =
            account.factLines.map { "- \(Self.code($0))" } + account.advice.map { "- hint: \(Self.escaped($0))" }
        if !facts.isEmpty { lines += facts + [""] }
        let log = account.logLines
        guard let culprit = account.culprit, !log.isEmpty else { return lines }
        let fence = Self.fence(for: log)
        lines += ["<details><summary>Last lines of \(culprit.container)</summary>", "", "\(fence)text"]
        lines += log + [fence, "", "</details>", ""]
        return lines
    }

    /// A fence that no line closes by accident.
    private static func fence(for lines: [String]) -> String {
        var longest = 2
        for line in lines {
            for run in line.split(whereSeparator: { $0 != "`" }) { longest = max(longest, run.count) }
        }
        return String(repeating: "`", count: longest + 1)
    }

    /// The text as it stands, in the font of code.
    private static func code(_ text: String) -> String {
        let longest = text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0
        guard longest > 0 else { return "`\(text)`" }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence) \(text) \(fence)"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_{}[]<>#|".contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
