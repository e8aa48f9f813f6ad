package import ComposePlan

extension ExecutionReport {
    /// A step that could not be done, and why in words for the user.
    package struct Failure: Sendable {
        package var step: Step
        /// One sentence, without secrets.
        package var message: String
        /// The same in few words, for what is skipped because of it: `db is unhealthy`; nil when the step says it as well.
        package var brief: String?
        /// Facts that explain it besides those of the culprit, one a line: the engine's own words, the last lines of a hook.
        package var evidence: [String]
        /// The container behind it; nil when none is.
        package var culprit: Culprit?
        /// What to try, as instructions, the most likely to help first.
        package var advice: [String]
        /// The status with which the program should end when this is why it does.
        package var exitCode: Int
        /// Whether time had run out for what was waited for.
        package var isTimeout: Bool

        package init(
            step: Step,
            message: String,
            brief: String? = nil,
            evidence: [String] = [],
            culprit: Culprit? = nil,
            advice: [String] = [],
            exitCode: Int = 1,
            isTimeout: Bool = false
        ) {
            self.step = step
            self.message = message
            self.brief = brief
            self.evidence = evidence
            self.culprit = culprit
            self.advice = advice
            self.exitCode = exitCode
            self.isTimeout = isTimeout
        }
    }
}
