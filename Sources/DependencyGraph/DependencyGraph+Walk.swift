extension DependencyGraph {
    /// Visits each node once all it depends on have succeeded, at most `limit` at a time.
    ///
    /// Of the nodes that are ready, the one with the longest path behind it starts first. When a visit fails, what depends on
    /// it is skipped and independent branches go on. When the task is cancelled, nothing more starts; the visits under way are
    /// cancelled with it and waited for, since work half done is worse than work not started.
    ///
    /// Visits run concurrently, off the caller's actor. The walk's own work is O((n + e) log n); the reasons of skipped nodes
    /// take as long again as there are failed nodes.
    ///
    /// - Parameters:
    ///   - limit: how many visits may be under way at once.
    ///   - isLimited: whether a visit counts towards the limit; one that only waits should not.
    ///   - visit: does the work of one node and says what came of it.
    /// - Returns: what became of every node.
    /// - Precondition: the graph has no cycle, and the limit is positive.
    package func walk(
        limit: Int,
        isLimited: (Node) -> Bool = { _ in true },
        visit: @escaping @Sendable (Node) async -> VisitOutcome
    ) async -> WalkSummary<Node> {
        precondition(limit > 0, "a walk without a slot never ends")
        var frontier = WalkFrontier(
            dependencies: dependencyPositions,
            dependents: dependentPositions,
            limit: limit,
            isLimited: nodes.map { isLimited($0) },
            remainingLengths: remainingLengths()
        )
        var failedBeforeCancellation: [Int] = []
        await withTaskGroup(of: (position: Int, outcome: VisitOutcome).self) { group in
            while true {
                while !Task.isCancelled, let position = frontier.startNext() {
                    let node = nodes[position]
                    group.addTask { (position, await visit(node)) }
                }
                guard let ended = await group.next() else { return }
                frontier.end(ended.position, ended.outcome)
                if ended.outcome == .failed, !Task.isCancelled { failedBeforeCancellation.append(ended.position) }
            }
        }
        return summary(of: frontier, failures: failedBeforeCancellation)
    }

    /// Puts every node that was not visited down to the failures before it or, where there are none, to cancellation.
    private func summary(of frontier: WalkFrontier, failures: [Int]) -> WalkSummary<Node> {
        var summary = WalkSummary<Node>(
            succeeded: frontier.succeeded.map { nodes[$0] },
            failed: frontier.failed.map { nodes[$0] }
        )
        var isVisited = Array(repeating: false, count: nodes.count)
        for position in frontier.succeeded + frontier.failed { isVisited[position] = true }
        let causes = failedCauses(failures)
        for position in nodes.indices where !isVisited[position] {
            if let failed = causes[position] {
                summary.skipped.append(.init(nodes[position], because: failed.map { nodes[$0] }))
            } else {
                summary.notReached.append(nodes[position])
            }
        }
        return summary
    }

    /// For each position below a failure, the failures above it in insertion order.
    private func failedCauses(_ failures: [Int]) -> [Int: [Int]] {
        var causes: [Int: [Int]] = [:]
        for failure in failures.sorted() {
            var pending = dependentPositions[failure]
            while let position = pending.popLast() {
                // Failures are taken one after the other, so a position reached already has this one last.
                guard causes[position]?.last != failure else { continue }
                causes[position, default: []].append(failure)
                pending += dependentPositions[position]
            }
        }
        return causes
    }
}
