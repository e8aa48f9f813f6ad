/// Something that the user must change on the command line or in the environment.
struct CommandFailure: Error, Sendable, Equatable {
    /// In one line without a full stop.
    var message: String
    /// What to do next, as an instruction.
    var hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
