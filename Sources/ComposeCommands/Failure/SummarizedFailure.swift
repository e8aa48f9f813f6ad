internal import ComposePlan
internal import ComposeRuntime

/// A plan that was not carried out whole, in words, and the status that follows from it.
struct SummarizedFailure: Error, Sendable, Equatable {
    var text: String
    /// The same for programs, an object a line; empty where there is nothing but the text.
    var objects = ""
    var status: ExitStatus
}

extension SummarizedFailure {
    /// - `group`: what marks logs as groups that can be folded; nil where nobody folds.
    init(_ story: FailureStory, isColoured: Bool = false, group: WorkflowGroup? = nil) {
        text = FailureText(story: story, isColoured: isColoured, group: group).text
        objects = story.objects
        status = story.status
    }

    /// Sums up what went wrong: each culprit with its evidence, then what was skipped for it, then what was started.
    ///
    /// - Parameters:
    ///   - report: of a plan that was not a success.
    ///   - deadline: what the plan had for its work, in words: `10s`; nil when it had no limit.
    ///   - explanations: further lines about a failure, by its step.
    ///   - isColoured: whether severities get colour.
    init(
        _ report: ExecutionReport,
        deadline: String? = nil,
        explanations: [Step.ID: String] = [:],
        isColoured: Bool = false
    ) {
        var additions = FailureStory.Additions()
        additions.limit = deadline
        additions.explanations = explanations
        self.init(FailureStory(report, additions), isColoured: isColoured)
    }
}
