/// How a run of the program ended, and what it said.
package struct ProgramOutcome: Sendable, CustomStringConvertible {
    package let command: String
    /// The exit status; 128 and the signal's number where a signal ended it.
    package let status: Int32
    package let output: String
    package let errors: String
    package let duration: Duration

    package var description: String {
        "\(command) ended with \(status) after \(duration)\n--- output\n\(output)\n--- errors\n\(errors)"
    }
}

/// Something that kept a test from going on.
package struct TestFailure: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}
