internal import Diagnostics
internal import Glibc
internal import TerminalOutput

/// The step of a GitHub Actions workflow that the program runs in.
struct GitHubActions: Sendable, Equatable {
    /// The checkout, absolute and without a slash at its end; nil when the runner does not tell.
    var workspace: String?
    /// The file to which a step may append Markdown; nil when the runner does not tell.
    var summaryPath: String?

    /// nil anywhere else.
    init?(_ environment: [String: String]) {
        guard environment["GITHUB_ACTIONS"] == "true" else { return nil }
        workspace = environment["GITHUB_WORKSPACE"].flatMap { path -> String? in
            let path = path.hasSuffix("/") ? String(path.dropLast()) : path
            return path.isEmpty ? nil : path
        }
        summaryPath = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// An annotation for every culprit, each a line.
    func annotations(of story: FailureStory, currentDirectory: String) -> [String] {
        story.accounts.map { account -> String in
            var command = WorkflowCommand(name: "error", message: "")
            if let place = account.place, let file = path(of: place.file, currentDirectory) {
                command.properties.append(("file", file))
                command.properties.append(("line", "\(place.line)"))
                command.properties.append(("col", "\(place.column)"))
            }
            command.properties.append(("title", account.brief))
            let hints = account.advice.map { "hint: \($0)" }
            command.message = ([account.message] + account.factLines + hints).joined(separator: "\n")
            return command.text
        }
    }

    /// Where a file is in the checkout; nil when it is elsewhere, so that no annotation can point at it.
    func path(of file: String, _ currentDirectory: String) -> String? {
        let absolute = file.hasPrefix("/") ? file : "\(currentDirectory)/\(file)"
        var parts: [Substring] = []
        for part in absolute.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        let path = "/" + parts.joined(separator: "/")
        guard let workspace, path.hasPrefix(workspace + "/") else { return nil }
        return String(path.dropFirst(workspace.count + 1))
    }

    /// Appends to the page that the runner shows of the step.
    ///
    /// Returns why it could not, in words; nil when it is done or there is no such page.
    func append(_ markdown: String) -> String? {
        guard let summaryPath else { return nil }
        let descriptor = open(summaryPath, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return "cannot write '\(summaryPath)': \(String(cString: strerror(errno)))" }
        defer { close(descriptor) }
        do {
            try FileOutput(descriptor: descriptor).write(markdown)
            return nil
        } catch {
            return "cannot write '\(summaryPath)': \(error)"
        }
    }
}
