internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import TerminalOutput

/// Plans that are shown and not carried out.
extension OpenProject {
    /// What an intent comes to now; reads the engine and changes nothing.
    ///
    /// Where warnings count as errors, those of the plan are among its problems.
    func survey(_ intent: Intent) async throws -> PlanSurvey {
        let session = ProjectSession(engine: engine, project: project, names: names)
        var survey = try await session.survey(intent)
        if context.globals.strict { survey.problems += survey.plan.warnings.map(\.asError) }
        return survey
    }

    /// Prints a plan as a table on standard output, and its warnings on standard error.
    ///
    /// - `notes`: what else should be known, a line each.
    /// - Throws: `DiagnosedFailure` when the plan would be refused; nothing is printed then.
    func present(_ survey: PlanSurvey, notes: [String] = []) throws {
        try refuse(survey)
        warn(of: survey)
        try context.output.write(PlanText(survey, isStyled: settings.coloursOutput, notes: notes).render())
    }

    /// Throws the problems of a plan, as carrying it out would.
    func refuse(_ survey: PlanSurvey) throws(DiagnosedFailure) {
        guard survey.problems.isEmpty else { throw DiagnosedFailure(diagnostics: survey.problems, sources: sources) }
    }

    func warn(of survey: PlanSurvey) {
        for warning in survey.plan.warnings { context.errors.show(words(ofWarning: warning) + "\n") }
    }
}
