/// Why a session with a container could not begin, in words for the user.
package struct SessionError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    package let description: String
    /// Facts or instructions that belong to it, one a line; may be empty.
    package let hints: [String]

    init(_ description: String, hints: [String] = []) {
        self.description = description
        self.hints = hints
    }

    init(_ error: StepError) {
        self.init(error.message, hints: error.evidence)
    }
}
