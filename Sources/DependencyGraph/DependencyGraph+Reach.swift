/// What can be reached from a node over one or more edges.
extension DependencyGraph {
    /// All that the node depends on, directly or not, in insertion order.
    ///
    /// The node itself is among them only when it stands on a cycle.
    package func transitiveDependencies(of node: Node) -> [Node] {
        transitiveDependencies(of: CollectionOfOne(node))
    }

    /// All that any of the nodes depends on; one of them is in the answer when another depends on it.
    package func transitiveDependencies(of starts: some Sequence<Node>) -> [Node] {
        reachable(from: starts, over: dependencyPositions)
    }

    /// All that depends on the node, directly or not, in insertion order.
    ///
    /// The node itself is among them only when it stands on a cycle.
    package func transitiveDependents(of node: Node) -> [Node] {
        transitiveDependents(of: CollectionOfOne(node))
    }

    /// All that depends on any of the nodes; one of them is in the answer when it depends on another.
    package func transitiveDependents(of starts: some Sequence<Node>) -> [Node] {
        reachable(from: starts, over: dependentPositions)
    }

    private func reachable(from starts: some Sequence<Node>, over neighbours: [[Int]]) -> [Node] {
        var isReached = Array(repeating: false, count: nodes.count)
        var isExpanded = isReached
        var pending: [Int] = starts.compactMap { position(of: $0) }
        while let current = pending.popLast() {
            guard !isExpanded[current] else { continue }
            isExpanded[current] = true
            for neighbour in neighbours[current] {
                isReached[neighbour] = true
                if !isExpanded[neighbour] { pending.append(neighbour) }
            }
        }
        return nodes.indices.filter { isReached[$0] }.map { nodes[$0] }
    }
}
