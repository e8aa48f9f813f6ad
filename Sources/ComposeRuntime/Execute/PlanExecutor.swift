package import ComposePlan
internal import DependencyGraph
internal import DockerEngine
internal import Synchronization

/// Carries out a plan: each step once all that it comes after is done.
///
/// Holds no policy. A failure skips what depends on it and nothing else; a cancelled task starts nothing more and waits
/// for the calls under way, so that every change is either whole or not begun.
package struct PlanExecutor: Sendable {
    private let context: ExecutionContext

    package init(_ context: ExecutionContext) {
        self.context = context
    }

    /// Carries the plan out, and gives up what is left of it when the deadline passes.
    func execute(_ plan: Plan, within deadline: Duration?) async -> ExecutionReport {
        guard let deadline else { return await execute(plan) }
        return await withTaskGroup(of: ExecutionReport?.self) { group in
            group.addTask { await execute(plan) }
            group.addTask {
                // A cancelled sleep has lost the race, or the user has ended it.
                try? await Task.sleep(for: deadline)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            let last = await group.next() ?? nil
            var report = first ?? last ?? ExecutionReport()
            report.hasTimedOut = first == nil && !Task.isCancelled
            if report.hasTimedOut { report.wasCancelled = false }
            return report
        }
    }

    package func execute(_ plan: Plan) async -> ExecutionReport {
        let steps = Dictionary(uniqueKeysWithValues: plan.steps.map { ($0.id, $0) })
        let tolerant = Set(plan.steps.filter(\.isTolerant).map(\.id))
        var whole = DependencyGraph<Step.ID>()
        var walked = DependencyGraph<Step.ID>()
        for step in plan.steps {
            whole.add(step.id, dependingOn: step.dependencies)
            // A tolerant step waits by the ledger, which tells it of failures that would have skipped it here.
            walked.add(step.id, dependingOn: tolerant.contains(step.id) ? [] : step.dependencies)
        }
        let ledger = StepLedger(graph: whole)
        let runner = StepRunner(context: context, ledger: ledger)
        let failures = Mutex<[Step.ID: ExecutionReport.Failure]>([:])

        let summary = await walked.walk(
            limit: context.limit,
            isLimited: { steps[$0].map { !$0.isWait } ?? true },
            visit: { id in
                guard let step = steps[id] else { return .succeeded }
                do {
                    if tolerant.contains(id) { _ = await ledger.settled(step.dependencies) }
                    try await runner.run(step)
                    ledger.succeed(id)
                    return .succeeded
                } catch {
                    ledger.fail(id, isTolerant: tolerant.contains)
                    guard !(error is CancellationError) else { return .failed }
                    let failure = await runner.failure(of: step, error)
                    failures.withLock { $0[id] = failure }
                    return .failed
                }
            }
        )
        return Self.report(summary, steps, failures.withLock { $0 })
    }

    private static func report(
        _ summary: WalkSummary<Step.ID>,
        _ steps: [Step.ID: Step],
        _ failures: [Step.ID: ExecutionReport.Failure]
    ) -> ExecutionReport {
        var report = ExecutionReport()
        report.wasCancelled = Task.isCancelled
        report.succeeded = summary.succeeded.compactMap { steps[$0] }
        report.failures = summary.failed.compactMap { failures[$0] }
        report.interrupted = summary.failed.filter { failures[$0] == nil }.compactMap { steps[$0] }
        report.skipped = summary.skipped.compactMap { skip in
            steps[skip.node].map { ExecutionReport.Skip(step: $0, because: skip.because) }
        }
        report.notReached = summary.notReached.compactMap { steps[$0] }
        return report
    }
}

extension Step {
    /// Whether the step only waits, and so takes no slot from those that work.
    var isWait: Bool {
        if case .awaitCondition = operation { true } else { false }
    }

    /// Whether the step runs even when what it comes after has failed.
    var isTolerant: Bool {
        if case .awaitCondition(let gate) = operation { !gate.isRequired } else { false }
    }
}
