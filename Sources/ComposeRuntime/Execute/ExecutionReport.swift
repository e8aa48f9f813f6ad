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

    /// Whether the engine could not be talked to at some time, so that what failed may be repeated.
    package var hasLostEngine = false

    package init() {}

    package var isSuccess: Bool {
        failures.isEmpty && skipped.isEmpty && notReached.isEmpty && !wasCancelled && !hasTimedOut
    }

    /// What came of work that went on in a second plan: what was done in both, and how the second ended.
    ///
    /// Step ids of the two are not the same; only `spans` and `succeeded` hold steps of both.
    package func continued(by next: ExecutionReport) -> ExecutionReport {
        var whole = next
        whole.succeeded = succeeded + next.succeeded
        whole.spans =
            spans
            + next.spans.map { Span($0.step, began: $0.began + elapsed, ended: $0.ended + elapsed, isDone: $0.isDone) }
        whole.elapsed = elapsed + next.elapsed
        return whole
    }
}

extension ExecutionReport {
    /// Whether a container that was waited for was killed from outside, as all are by an engine that ends.
    var hasKilledContainer: Bool {
        failures.contains { failure in
            guard let ending = failure.culprit?.ending, !ending.wasOutOfMemory else { return false }
            return ending.code == 137 || ending.code == 143
        }
    }
}
