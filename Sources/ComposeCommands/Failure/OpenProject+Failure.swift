internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import TerminalOutput

/// From the report of a plan that failed to what is told of it.
extension OpenProject {
    /// What went wrong, with what can be learned of it afterwards.
    ///
    /// - `deadline`: seconds that the plan had; nil without a limit.
    func story(of report: ExecutionReport, deadline: Int? = nil) async -> FailureStory {
        var additions = FailureStory.Additions()
        additions.project = project
        additions.limit = deadline.map { "\($0)s" }
        additions.explanations = await PortConflict.explanations(of: report, engine)
        if report.hasTimedOut { additions.late = await lateEvidence(of: report) }
        return FailureStory(report, additions)
    }

    /// The failure that a command ends with; tells GitHub Actions of it where the program runs there.
    func failure(of report: ExecutionReport, deadline: Int? = nil) async -> SummarizedFailure {
        let story = await self.story(of: report, deadline: deadline)
        recorder?.note(report)
        recorder?.note(story)
        let isForPrograms = settings.progress == .json
        guard let actions = GitHubActions(context.environment), !isForPrograms else {
            return SummarizedFailure(story, isColoured: settings.coloursErrors)
        }
        var failure = SummarizedFailure(story, isColoured: settings.coloursErrors, group: .random())
        let annotations = actions.annotations(of: story, currentDirectory: context.currentDirectory)
        failure.text = ([failure.text] + annotations).filter { !$0.isEmpty }.joined(separator: "\n")
        if let problem = actions.append(FailureMarkdown(story: story, title: "swiftcompose: \(project.name)").text) {
            failure.text += "\n" + DiagnosticRenderer().render(Diagnostic(.warning, problem))
        }
        return failure
    }

    /// What the containers say that were still waited for when the time was over.
    private func lateEvidence(of report: ExecutionReport) async -> [Step.ID: (culprit: Culprit, advice: [String])] {
        let collector = EvidenceCollector(engine: engine, mask: SecretMask(project))
        var found: [Step.ID: (culprit: Culprit, advice: [String])] = [:]
        var known: [String: Culprit] = [:]
        for step in report.interrupted {
            guard case .awaitCondition(let gate) = step.operation else { continue }
            guard let container = await firstUnready(of: gate, collector, &known) else { continue }
            let advice = LateAdvice.lines(container, gate.condition, project.anyService(named: gate.service))
            found[step.id] = (culprit: container, advice: advice)
        }
        return found
    }

    /// Of the containers of a gate the first that is not healthy, or else the first.
    private func firstUnready(
        of gate: Gate,
        _ collector: EvidenceCollector,
        _ known: inout [String: Culprit]
    ) async -> Culprit? {
        var first: Culprit?
        for container in gate.containers {
            var culprit = known[container.name]
            if culprit == nil {
                var reference = container.name
                var isNew = true
                if case .existing(let id) = container.reference { (reference, isNew) = (id, false) }
                culprit = await collector.culprit(
                    reference,
                    named: container.name,
                    service: gate.service,
                    isNew: isNew
                )
                known[container.name] = culprit
            }
            if first == nil { first = culprit }
            if let culprit, !culprit.isRunning || culprit.isFailingItsProbes { return culprit }
        }
        return first
    }
}
