internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics

/// A plan as programs read it, `plan --json`.
///
/// What does not apply is left out; lists are never missing.
struct PlanDocument: Sendable, Encodable {
    struct Step: Sendable, Encodable {
        var id: Int
        /// `create`, `wait` and so on, the verb of the table.
        var operation: String
        var resource: Resource
        /// The end of the sentence in the table: `from network shop_back`.
        var detail: String?
        var service: String?
        /// The container's number, from 1.
        var number: Int?
        var cause: Cause
        var after: [Int]
        /// The steps one of which must fail for this one to be done.
        var onlyIfFailed: [Int]?
        /// Seconds until a container that does not stop is killed, where the command line says so.
        var timeout: Int?
        var gate: Gate?
    }

    struct Resource: Sendable, Encodable {
        var kind: String
        var name: String
    }

    struct Cause: Sendable, Encodable {
        var kind: String
        var text: String
        var changes: [Change]
    }

    struct Change: Sendable, Encodable {
        var path: String
        var old: String?
        var new: String?
    }

    struct Gate: Sendable, Encodable {
        /// `started`, `healthy`, `completed` or `runningOrHealthy`.
        var condition: String
        /// Whether what waits fails when the condition cannot come true.
        var isRequired: Bool
        /// Seconds that it may stay closed.
        var timeout: Double?
        var containers: [String]
        /// The services that wait; none when the user does.
        var dependents: [String]
    }

    struct Undecided: Sendable, Encodable {
        var image: String
        /// `pull` or `build`.
        var operation: String
        var services: [String]
    }

    var project: String
    var verb: String
    var steps: [Step]
    var undecided: [Undecided]
    var warnings: [Diagnostic]
    var problems: [Diagnostic]
    var summary: PlanSummary

    init(_ survey: PlanSurvey, project: String, verb: String) {
        self.project = project
        self.verb = verb
        steps = survey.plan.steps.map { Step($0) }
        undecided = survey.undecided.map { question in
            Undecided(
                image: question.reference,
                operation: question.isBuilt ? "build" : "pull",
                services: question.services
            )
        }
        warnings = survey.plan.warnings
        problems = survey.problems
        summary = PlanSummary(survey.plan)
    }
}

extension PlanDocument.Step {
    init(_ step: ComposePlan.Step) {
        let words = StepWords(step.operation)
        let cause = CauseWords(step.cause)
        id = step.id.number
        operation = words.verb
        resource = PlanDocument.Resource(kind: words.kind.rawValue, name: words.name)
        detail = words.detail.isEmpty ? nil : words.detail
        service = step.operation.service
        number = step.operation.replica?.number
        self.cause = PlanDocument.Cause(
            kind: cause.kind,
            text: cause.text,
            changes: cause.changes.map { PlanDocument.Change(path: $0.path, old: $0.old, new: $0.new) }
        )
        after = step.dependencies.map(\.number)
        onlyIfFailed = step.rescues.isEmpty ? nil : step.rescues.map(\.number)
        switch step.operation {
        case .stopContainer(_, let seconds), .restartContainer(_, let seconds): timeout = seconds
        case .awaitCondition(let gate): self.gate = PlanDocument.Gate(gate)
        default: break
        }
    }
}

extension PlanDocument.Gate {
    fileprivate init(_ gate: ComposePlan.Gate) {
        condition = gate.condition.rawValue
        isRequired = gate.isRequired
        timeout = gate.timeout.map { $0 / Duration.seconds(1) }
        containers = gate.containers.map(\.name)
        dependents = gate.dependents
    }
}
