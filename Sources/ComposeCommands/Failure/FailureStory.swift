internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import OrderedCollections

/// What came of a plan that was not carried out whole: who is to blame, what that kept down, and what is there now.
///
/// A value from which every form of telling is made: text, JSON, annotations, and the files of a report.
struct FailureStory: Sendable, Equatable {
    /// Services that one reason keeps down.
    struct Skip: Sendable, Equatable {
        var services: [String]
        var reason: String
    }

    /// What ended the plan before its end, besides failures.
    enum Cut: Sendable, Equatable {
        case none
        /// The limit in words: `60s`.
        case timedOut(limit: String?)
        /// The user has.
        case interrupted
        /// The first failure has, as was asked for.
        case failedFast
    }

    /// What the report of the plan does not say.
    struct Additions: Sendable {
        /// A line more about a failure.
        var explanations: [Step.ID: String] = [:]
        /// What was learned of steps that time ran out for.
        var late: [Step.ID: (culprit: Culprit, advice: [String])] = [:]
        /// nil where nothing is known of its files.
        var project: Project?
        /// What the plan had for its work, in words: `60s`.
        var limit: String?

        init() {}
    }

    private(set) var accounts: [FailureAccount] = []
    private(set) var skips: [Skip] = []
    /// The containers that were started.
    private(set) var started: [String] = []
    private(set) var cut = Cut.none
    /// How many steps were not begun because of the cut.
    private(set) var cutSteps = 0
    /// What was still waited for at the cut: `db (healthy)`.
    private(set) var awaited: [String] = []
    private(set) var status = ExitStatus.failure

    init(_ report: ExecutionReport, _ additions: Additions = Additions()) {
        if report.wasCancelled {
            cut = .interrupted
        } else if report.hasTimedOut {
            cut = .timedOut(limit: additions.limit)
        } else if !report.notReached.isEmpty || !report.interrupted.isEmpty {
            cut = .failedFast
        }
        for failure in report.failures { add(Self.account(of: failure, report, additions)) }
        if report.hasTimedOut {
            for step in report.interrupted { addAwaited(step, report, additions) }
        }
        addSkips(report)
        for name in report.succeeded.compactMap(\.operation.startedContainer) where !started.contains(name) {
            started.append(name)
        }
        cutSteps = report.notReached.count
        for words in report.interrupted.compactMap(\.operation.wait) where !awaited.contains(words) {
            awaited.append(words)
        }
        status = Self.status(of: report)
    }

    // MARK: - Culprits

    private static func account(
        of failure: ExecutionReport.Failure,
        _ report: ExecutionReport,
        _ additions: Additions
    ) -> FailureAccount {
        let step = failure.step
        var account = FailureAccount(
            message: failure.message,
            brief: failure.brief ?? step.operation.failureInBrief,
            service: step.operation.concernedService,
            steps: [step.id],
            culprit: failure.culprit,
            facts: (additions.explanations[step.id].map { [$0] } ?? []) + failure.evidence,
            advice: failure.advice
        )
        if case .awaitCondition(let gate) = step.operation {
            account.elapsed = elapsed(of: step, report)
            account.limit = gate.timeout?.composeDescription ?? additions.limit
        }
        account.place = additions.project.flatMap { FailurePlace.of(step, culprit: failure.culprit, in: $0) }
        return account
    }

    private mutating func addAwaited(_ step: Step, _ report: ExecutionReport, _ additions: Additions) {
        guard case .awaitCondition(let gate) = step.operation else { return }
        let late = additions.late[step.id]
        var account = FailureAccount(
            message: "still: \(gate.waiting)",
            brief: step.operation.failureInBrief,
            service: step.operation.concernedService,
            steps: [step.id],
            culprit: late?.culprit,
            facts: [],
            advice: late?.advice ?? []
        )
        account.elapsed = Self.elapsed(of: step, report)
        account.isAwaited = true
        account.place = additions.project.flatMap { FailurePlace.of(step, culprit: late?.culprit, in: $0) }
        add(account)
    }

    /// One culprit fails every gate on it, and is told once.
    private mutating func add(_ account: FailureAccount) {
        let same = accounts.firstIndex { known in
            guard let name = account.culprit?.container else { return known.message == account.message }
            return known.culprit?.container == name
        }
        if let same { accounts[same].steps += account.steps } else { accounts.append(account) }
    }

    /// Ids of steps may mean others in work that went on in a second plan, so the operation must be the same, too.
    private static func elapsed(of step: Step, _ report: ExecutionReport) -> Duration? {
        report.spans.last { $0.step.id == step.id && $0.step.operation == step.operation }.map { $0.ended - $0.began }
    }

    // MARK: - Victims

    private mutating func addSkips(_ report: ExecutionReport) {
        for skip in report.skipped {
            let culprits = report.failures.filter { skip.because.contains($0.step.id) }
            guard let service = skip.step.operation.service else { continue }
            // What a service's own failure keeps from it, the failure tells.
            guard !culprits.contains(where: { $0.step.operation.concernedService == service })
            else { continue }
            var reasons: [String] = []
            for reason in culprits.map({ $0.brief ?? $0.step.operation.failureInBrief }) where !reasons.contains(reason)
            {
                reasons.append(reason)
            }
            let reason = reasons.isEmpty ? "a step before it failed" : reasons.joined(separator: ", ")
            if let index = skips.firstIndex(where: { $0.reason == reason }) {
                if !skips[index].services.contains(service) { skips[index].services.append(service) }
            } else {
                skips.append(Skip(services: [service], reason: reason))
            }
        }
    }

    // MARK: - Status

    /// A lack of time is told from a failure only where nothing else was wrong.
    private static func status(of report: ExecutionReport) -> ExitStatus {
        if report.wasCancelled { return .interrupted }
        guard let first = report.failures.first(where: { !$0.isTimeout }) else {
            return report.hasTimedOut || !report.failures.isEmpty ? .timedOut : .failure
        }
        return first.exitCode > 1 ? .container(first.exitCode) : .failure
    }
}
