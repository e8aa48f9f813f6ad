package import ComposePlan

/// What came of a plan.
package struct ExecutionReport: Sendable {
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

    /// A step that was not done because of failures before it.
    package struct Skip: Sendable {
        package var step: Step
        package var because: [Step.ID]
    }

    package var succeeded: [Step] = []
    package var failures: [Failure] = []
    package var skipped: [Skip] = []
    /// Steps that were under way when cancellation or the deadline came, such as gates that were still closed.
    package var interrupted: [Step] = []
    /// Steps that cancellation or a deadline kept from starting.
    package var notReached: [Step] = []
    package var wasCancelled = false
    /// Whether the deadline, not the user, ended it.
    package var hasTimedOut = false

    package init() {}

    package var isSuccess: Bool {
        failures.isEmpty && skipped.isEmpty && notReached.isEmpty && !wasCancelled && !hasTimedOut
    }
}
