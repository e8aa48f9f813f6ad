/// Why the daemon cannot begin, for the user.
struct DaemonProblem: Error, Sendable, Equatable {
    var message: String
    /// What to do about it, as an instruction.
    var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension DaemonProblem: CustomStringConvertible {
    var description: String { hint.map { "\(message): \($0)" } ?? message }
}
