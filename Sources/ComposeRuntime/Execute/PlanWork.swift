internal import ComposePlan
internal import DependencyGraph
internal import DockerEngine
internal import Synchronization

/// One execution of one plan: its steps on their way, and what came of them so far.
struct PlanWork: Sendable {
    private let context: ExecutionContext
    private let steps: [Step.ID: Step]
    private let graph: DependencyGraph<Step.ID>
    private let ledger: StepLedger
    private let runner: StepRunner
    private let record = WorkRecord()
    private let began = ContinuousClock.now

    init(_ plan: Plan, _ context: ExecutionContext) {
        self.context = context
        steps = Dictionary(uniqueKeysWithValues: plan.steps.map { ($0.id, $0) })
        var whole = DependencyGraph<Step.ID>()
        var walked = DependencyGraph<Step.ID>()
        for step in plan.steps {
            whole.add(step.id, dependingOn: step.dependencies)
            // A tolerant step waits by the ledger, which tells it of failures that would have skipped it here.
            walked.add(step.id, dependingOn: step.isTolerant ? [] : step.dependencies)
        }
        graph = walked
        ledger = StepLedger(graph: whole)
        runner = StepRunner(context: context, ledger: ledger)
    }

    func walk() async -> WalkSummary<Step.ID> {
        await graph.walk(
            limit: context.limit,
            // What waits by itself before it works must not keep those that it waits for from a slot.
            isLimited: { id in steps[id].map { !$0.isWait && !$0.isTolerant } ?? true },
            visit: { id in
                guard let step = steps[id] else { return .succeeded }
                return await visit(step)
            }
        )
    }

    /// Returns when a step has failed, or the task is cancelled.
    func firstFailure() async { await record.firstFailure() }

    private func visit(_ step: Step) async -> VisitOutcome {
        do {
            if step.isTolerant { _ = await ledger.settled(step.dependencies) }
            guard step.rescues.isEmpty || needsRescue(step) else {
                ledger.succeed(step.id)
                record.leaveOut(step.id)
                return .succeeded
            }
            let start = began.duration(to: .now)
            defer { record.end(step.id, began: start, ended: began.duration(to: .now)) }
            try await runner.run(step)
            ledger.succeed(step.id)
            record.succeed(step.id)
            return .succeeded
        } catch {
            // A step that makes this good wakes by the ledger, and must find the failure written down by then.
            defer { ledger.fail(step.id) { steps[$0]?.isTolerant ?? false } }
            guard !(error is CancellationError) else { return .failed }
            if error is EngineCallFailed || error is EngineUnreachable { record.loseEngine() }
            record.fail(step.id, await runner.failure(of: step, error))
            return .failed
        }
    }

    /// Whether what the step makes good has failed; a cancelled plan is taken up by the next run instead.
    private func needsRescue(_ step: Step) -> Bool {
        !Task.isCancelled && record.hasFailure(anyOf: step.rescues)
    }

    func report(_ summary: WalkSummary<Step.ID>, wasCancelled: Bool) -> ExecutionReport {
        let record = record.value
        var report = ExecutionReport()
        report.wasCancelled = wasCancelled
        report.hasLostEngine = record.hasLostEngine
        report.succeeded = summary.succeeded.filter { !record.leftOut.contains($0) }.compactMap { steps[$0] }
        report.failures = summary.failed.compactMap { record.failures[$0] }
        report.interrupted = summary.failed.filter { record.failures[$0] == nil }.compactMap { steps[$0] }
        report.skipped = summary.skipped.compactMap { skip in
            steps[skip.node].map { ExecutionReport.Skip(step: $0, because: skip.because) }
        }
        report.notReached = summary.notReached.compactMap { steps[$0] }
        report.spans = record.spans.compactMap { span in
            steps[span.id].map {
                ExecutionReport.Span(
                    $0,
                    began: span.began,
                    ended: span.ended,
                    isDone: record.succeeded.contains(span.id)
                )
            }
        }
        report.elapsed = began.duration(to: .now)
        return report
    }
}

/// What the visits of one execution write down, from several tasks at once.
private final class WorkRecord: Sendable {
    struct Value {
        var failures: [Step.ID: ExecutionReport.Failure] = [:]
        var succeeded: Set<Step.ID> = []
        /// Rescues that nothing called for.
        var leftOut: Set<Step.ID> = []
        var hasLostEngine = false
        var spans: [(id: Step.ID, began: Duration, ended: Duration)] = []
    }

    private let state = Mutex(Value())
    private let failed: AsyncStream<Void>
    private let failing: AsyncStream<Void>.Continuation

    init() {
        (failed, failing) = AsyncStream.makeStream(of: Void.self)
    }

    var value: Value { state.withLock { $0 } }

    func succeed(_ step: Step.ID) { state.withLock { _ = $0.succeeded.insert(step) } }

    func leaveOut(_ step: Step.ID) { state.withLock { _ = $0.leftOut.insert(step) } }

    func loseEngine() { state.withLock { $0.hasLostEngine = true } }

    func fail(_ step: Step.ID, _ failure: ExecutionReport.Failure) {
        state.withLock { $0.failures[step] = failure }
        failing.finish()
    }

    func end(_ step: Step.ID, began: Duration, ended: Duration) {
        state.withLock { $0.spans.append((step, began, ended)) }
    }

    func hasFailure(anyOf steps: [Step.ID]) -> Bool {
        state.withLock { state in steps.contains { state.failures[$0] != nil } }
    }

    func firstFailure() async {
        for await _ in failed {}
    }
}
