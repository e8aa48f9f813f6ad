internal import ComposeLoader

/// The program `git`, run without a user to ask and without what surrounds it.
struct GitProgram: Sendable {
    private let environment: [String: String]

    init(environment: [String: String]) {
        var environment = environment
        // In a hook or an alias of git these name another repository than the one that is meant.
        for name in ["DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "COMMON_DIR", "NAMESPACE", "PREFIX"] {
            environment["GIT_\(name)"] = nil
        }
        environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = nil
        if environment["GIT_TERMINAL_PROMPT"] == nil { environment["GIT_TERMINAL_PROMPT"] = "0" }
        if environment["GIT_SSH"] == nil, environment["GIT_SSH_COMMAND"] == nil {
            environment["GIT_SSH_COMMAND"] = "ssh -o ControlMaster=no -o BatchMode=yes"
        }
        self.environment = environment
    }

    /// Runs git to its end, whatever its exit status is.
    func run(_ arguments: [String]) throws(RemoteFailure) -> ChildProcess.Outcome {
        guard let outcome = try ChildProcess(words: ["git"] + arguments, environment: environment).run() else {
            throw RemoteFailure("git is not installed", hint: "install git, or name a local copy")
        }
        return outcome
    }

    /// Runs git, which must succeed; `purpose` is what cannot be done otherwise: `fetch commit 1234`.
    func require(_ arguments: [String], to purpose: String) throws(RemoteFailure) {
        let outcome = try run(arguments)
        guard outcome.status != 0 else { return }
        throw RemoteFailure("cannot \(purpose): \(outcome.complaint)", hint: Self.hint)
    }

    static let hint = "see that the address is right, that the host can be reached and that you may read there"
}

extension ChildProcess.Outcome {
    /// The last line that git wrote to say why it failed, without its `fatal:`.
    var complaint: String {
        let text = String(decoding: errors, as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { String($0) }.filter { !$0.allSatisfy(\.isWhitespace) }
        let fatal = lines.last { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") }
        guard let line = fatal ?? lines.last else { return "git ended with \(status)" }
        return line.hasPrefix("fatal: ") || line.hasPrefix("error: ") ? String(line.dropFirst(7)) : line
    }
}
