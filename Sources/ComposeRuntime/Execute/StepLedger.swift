internal import ComposePlan
internal import DependencyGraph
internal import Synchronization

/// How the steps of one execution ended so far, and the ids of the containers they made.
///
/// Lets a gate on an optional dependency wait for steps that may fail without being dragged down with them.
final class StepLedger: Sendable {
    private struct State {
        /// true: done, false: failed or never to be reached.
        var outcomes: [Step.ID: Bool] = [:]
        var created: [Step.ID: String] = [:]
        var waiters: [Int: (steps: [Step.ID], continuation: CheckedContinuation<Bool, Never>)] = [:]
        var nextWaiter = 0
    }

    private let state = Mutex(State())
    private let graph: DependencyGraph<Step.ID>

    /// - Parameter graph: with every edge, those of optional gates too.
    init(graph: DependencyGraph<Step.ID>) {
        self.graph = graph
    }

    func record(container id: String, createdBy step: Step.ID) { state.withLock { $0.created[step] = id } }

    /// - Precondition: the step that creates the container has succeeded, which the plan's edges see to.
    func id(of reference: ContainerReference) -> String {
        switch reference {
        case .existing(let id): return id
        case .created(let step):
            guard let id = state.withLock({ $0.created[step] }) else {
                preconditionFailure("a step uses a container before the step that creates it")
            }
            return id
        }
    }

    /// nil for a container whose creation failed.
    func knownID(of reference: ContainerReference) -> String? {
        switch reference {
        case .existing(let id): id
        case .created(let step): state.withLock { $0.created[step] }
        }
    }

    /// Whether one of the steps has failed, or can never be reached.
    func hasFailed(anyOf steps: [Step.ID]) -> Bool {
        state.withLock { state in steps.contains { state.outcomes[$0] == false } }
    }

    func succeed(_ step: Step.ID) { settle([step], as: true) }

    /// Settles the step and all that can now not be reached.
    func fail(_ step: Step.ID, isTolerant: (Step.ID) -> Bool) {
        var lost = [step]
        var pending = [step]
        var seen: Set<Step.ID> = [step]
        while let next = pending.popLast() {
            for dependent in graph.dependents(of: next) where !isTolerant(dependent) && seen.insert(dependent).inserted
            {
                lost.append(dependent)
                pending.append(dependent)
            }
        }
        settle(lost, as: false)
    }

    /// Waits until every step has ended, and tells whether all succeeded; false at once when the task is cancelled.
    func settled(_ steps: [Step.ID]) async -> Bool {
        let number = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if let result = Self.result(of: steps, state.outcomes) { return result }
                    state.waiters[number] = (steps, continuation)
                    return nil
                }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume(returning: false)
        }
    }

    private func settle(_ steps: [Step.ID], as outcome: Bool) {
        let woken = state.withLock { state -> [(CheckedContinuation<Bool, Never>, Bool)] in
            for step in steps { state.outcomes[step] = outcome }
            var woken: [(CheckedContinuation<Bool, Never>, Bool)] = []
            for (number, waiter) in state.waiters {
                guard let result = Self.result(of: waiter.steps, state.outcomes) else { continue }
                state.waiters[number] = nil
                woken.append((waiter.continuation, result))
            }
            return woken
        }
        for (continuation, result) in woken { continuation.resume(returning: result) }
    }

    private static func result(of steps: [Step.ID], _ outcomes: [Step.ID: Bool]) -> Bool? {
        var all = true
        for step in steps {
            guard let outcome = outcomes[step] else { return nil }
            all = all && outcome
        }
        return all
    }
}
