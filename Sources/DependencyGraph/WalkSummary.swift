/// What came of one visit of a walk.
package enum VisitOutcome: Sendable, Hashable {
    case succeeded
    case failed
}

/// What became of every node of a graph that was walked; each node is in exactly one of the lists.
package struct WalkSummary<Node: Hashable & Sendable>: Sendable, Equatable {
    /// A node that was not visited because something it depends on failed.
    package struct Skip: Sendable, Equatable {
        package var node: Node
        /// The failed nodes that it depends on, directly or not, in insertion order; never empty.
        package var because: [Node]

        package init(_ node: Node, because: [Node]) {
            self.node = node
            self.because = because
        }
    }

    /// In the order their visits ended.
    package var succeeded: [Node] = []
    /// In the order their visits ended; includes visits that ended so because the walk was cancelled.
    package var failed: [Node] = []
    /// In insertion order.
    package var skipped: [Skip] = []
    /// What a cancelled walk left undone, in insertion order; empty when the walk was not cancelled.
    package var notReached: [Node] = []

    package init(
        succeeded: [Node] = [],
        failed: [Node] = [],
        skipped: [Skip] = [],
        notReached: [Node] = []
    ) {
        self.succeeded = succeeded
        self.failed = failed
        self.skipped = skipped
        self.notReached = notReached
    }

    /// Whether every node was visited and none failed.
    package var isSuccess: Bool { failed.isEmpty && skipped.isEmpty && notReached.isEmpty }
}
