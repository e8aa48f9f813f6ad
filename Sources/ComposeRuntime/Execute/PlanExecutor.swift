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
        let work = PlanWork(plan, context)
        guard context.failsFast else {
            let summary = await work.walk()
            return work.report(summary, wasCancelled: Task.isCancelled)
        }
        return await withTaskGroup(of: WalkSummary<Step.ID>?.self) { group in
            group.addTask { await work.walk() }
            group.addTask {
                await work.firstFailure()
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            let last = await group.next() ?? nil
            let summary = first ?? last ?? WalkSummary(succeeded: [], failed: [])
            return work.report(summary, wasCancelled: Task.isCancelled)
        }
    }
}

extension Step {
    /// Whether the step only waits, and so takes no slot from those that work.
    var isWait: Bool {
        if case .awaitCondition = operation { true } else { false }
    }

    /// Whether the step runs even when what it comes after has failed.
    var isTolerant: Bool {
        if !rescues.isEmpty { return true }
        return if case .awaitCondition(let gate) = operation { !gate.isRequired } else { false }
    }
}
