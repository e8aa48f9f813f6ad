internal import ComposePlan
internal import Diagnostics

/// A plan in the daemon's answer.
struct PlanAnswer: Encodable, Sendable {
    struct Step: Encodable, Sendable {
        var id: Int
        /// What is done: `start container shop-db-1`.
        var operation: String
        /// Why.
        var cause: String
        /// The steps before it.
        var after: [Int]
        /// The steps one of which must fail for this one to be done.
        var onlyIfFailed: [Int]

        enum CodingKeys: String, CodingKey {
            case id, operation, cause, after
            case onlyIfFailed = "only_if_failed"
        }
    }

    var project: String
    var steps: [Step]
    /// In one line: `3 to create, 0 to recreate, 3 to start, 0 to remove`.
    var summary: String
    var warnings: [String]
    /// Why the plan would not be carried out.
    var problems: [String]

    init(_ plan: Plan, project: String) {
        self.project = project
        summary = PlanSummary(plan).description
        warnings = plan.warnings.map { $0.message }
        problems = plan.problems.map { $0.message }
        steps = plan.steps.map { step in
            Step(
                id: step.id.number,
                operation: step.operation.description,
                cause: "\(step.cause)",
                after: step.dependencies.map { $0.number },
                onlyIfFailed: step.rescues.map { $0.number }
            )
        }
    }
}
