package import ComposePlan
package import Diagnostics

/// What would be done for an intent, and what can be told only once a part of it is done.
package struct PlanSurvey: Sendable {
    package var plan: Plan
    /// Why none of it would be done: the plan's own problems, and builds that cannot start.
    package var problems: [Diagnostic]
    /// Images on which it depends whether containers that the plan keeps are replaced after all.
    package var undecided: [ImageQuestion]

    package init(_ plan: Plan, problems: [Diagnostic] = [], undecided: [ImageQuestion] = []) {
        self.plan = plan
        self.problems = problems
        self.undecided = undecided
    }
}

extension ProjectSession {
    /// Looks at the engine and plans; changes nothing.
    ///
    /// - Throws: the engine's errors while it is observed.
    package func survey(_ intent: Intent) async throws -> PlanSurvey {
        let snapshot = try await observe()
        let plan = try await self.plan(intent, snapshot)
        let undecided = reconciler(snapshot.state).imageQuestions(intent, in: plan)
        return PlanSurvey(plan, problems: problems(of: plan), undecided: undecided)
    }

    /// Why a plan would be refused; empty when it would not.
    private func problems(of plan: Plan) -> [Diagnostic] {
        do throws(PlanRefused) {
            try check(plan)
            return []
        } catch {
            return error.problems
        }
    }
}
