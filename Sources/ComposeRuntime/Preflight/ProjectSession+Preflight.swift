package import ComposePlan
internal import Diagnostics

extension ProjectSession {
    /// The plan with what can be told before its first change: what will fail among its problems, what is most likely
    /// not meant among its warnings.
    ///
    /// A plan that makes and starts nothing comes back as it is, and the engine is not asked.
    ///
    /// - Throws: the engine's errors.
    package func preflighted(_ plan: Plan, _ observed: ObservedState) async throws -> Plan {
        guard !plan.isEmpty else { return plan }
        let world = try await PreflightSurvey(engine: engine).world(for: plan, project, observed)
        let findings = Preflight.findings(plan: plan, project: project, observed: observed, world: world)
        var plan = plan
        for finding in findings {
            switch finding.severity {
            case .error: plan.problems.append(finding)
            case .warning: plan.warnings.append(finding)
            }
        }
        return plan
    }
}
