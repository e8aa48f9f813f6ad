/// Why a text is no schedule.
struct CronError: Error, Sendable, Equatable {
    /// What is wrong, to follow the text itself: `'61' is no minute: they go from 0 to 59`, `it has 4 fields and not 5`.
    var message: String
    /// What to write instead, as an instruction.
    var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}

extension CronError: CustomStringConvertible {
    var description: String { message + (hint.map { "; \($0)" } ?? "") }
}
