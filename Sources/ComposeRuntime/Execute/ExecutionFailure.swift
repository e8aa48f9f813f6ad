package import ComposePlan

extension ExecutionReport {
    /// A step that could not be done, and why in words for the user.
    package struct Failure: Sendable {
        package var step: Step
        /// One sentence, without secrets.
        package var message: String
        /// Facts that explain it, one a line (last probe output, last log lines); empty when there are none.
        package var evidence: [String]
        /// The status with which the program should end when this is why it does.
        package var exitCode: Int
    }
}
