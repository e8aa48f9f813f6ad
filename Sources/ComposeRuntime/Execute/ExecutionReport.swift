package import ComposePlan

/// What came of a plan.
package struct ExecutionReport: Sendable {
    /// A step that was not done because of failures before it.
    package struct Skip: Sendable {
        package var step: Step
        package var because: [Step.ID]
    }

    /// When a step was under way, since the execution began.
    package struct Span: Sendable {
        package var step: Step
        package var began: Duration
        package var ended: Duration
        package var isDone: Bool

        package init(_ step: Step, began: Duration, ended: Duration, isDone: Bool) {
            self.step = step
            self.began = began
            self.ended = ended
            self.isDone = isDone
        }
    }

    package var succeeded: [Step] = []
    package var failures: [Failure] = []
    package var skipped: [Skip] = []
    /// Steps that were under way when cancellation or the deadline came, such as gates that were still closed.
    package var interrupted: [Step] = []
    /// Steps that cancellation or a deadline kept from starting.
    package var notReached: [Step] = []
    /// Every step that was begun, in the order in which they ended.
    package var spans: [Span] = []
    /// How long the whole execution took.
    package var elapsed = Duration.zero
    package var wasCancelled = false
    /// Whether the deadline, not the user, ended it.
    package var hasTimedOut = false

    package init() {}

    package var isSuccess: Bool {
        failures.isEmpty && skipped.isEmpty && notReached.isEmpty && !wasCancelled && !hasTimedOut
    }
}
