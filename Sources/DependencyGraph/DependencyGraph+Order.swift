/// Orders, and what stands in their way.
extension DependencyGraph {
    /// Every node after all it depends on; nil when there is a cycle.
    ///
    /// Of the nodes that could come next, the one that was added first does.
    package func topologicalOrder() -> [Node]? {
        topologicalPositions()?.map { nodes[$0] }
    }

    /// The first cycle met when following dependencies from the first node on; nil when there is none.
    ///
    /// A closed path: `[a, b, a]` says that `a` depends on `b` and `b` on `a`.
    package func firstCycle() -> [Node]? {
        var isFinished = Array(repeating: false, count: nodes.count)
        // The place of each position on the path that is being followed; nil off it.
        var pathPlaces: [Int?] = Array(repeating: nil, count: nodes.count)
        // The path is kept here and not on the call stack, which a long chain would exhaust.
        var path: [(position: Int, nextEdge: Int)] = []
        for start in nodes.indices where !isFinished[start] {
            path.append((start, 0))
            pathPlaces[start] = 0
            while let (position, edge) = path.last {
                guard edge < dependencyPositions[position].count else {
                    isFinished[position] = true
                    pathPlaces[position] = nil
                    path.removeLast()
                    continue
                }
                path[path.count - 1].nextEdge += 1
                let next = dependencyPositions[position][edge]
                if let place = pathPlaces[next] {
                    return path[place...].map { nodes[$0.position] } + [nodes[next]]
                }
                guard !isFinished[next] else { continue }
                pathPlaces[next] = path.count
                path.append((next, 0))
            }
        }
        return nil
    }

    /// For each node, how many edges the longest path has that leads from it through what depends on it.
    ///
    /// What nothing depends on has 0. Work on a longer path holds up more, so it goes first.
    ///
    /// - Precondition: the graph has no cycle.
    package func longestPathLengths() -> [Node: Int] {
        Dictionary(uniqueKeysWithValues: zip(nodes, remainingLengths()))
    }

    /// `longestPathLengths()` by position.
    func remainingLengths() -> [Int] {
        guard let order = topologicalPositions() else { preconditionFailure("a path through a cycle has no length") }
        var lengths = Array(repeating: 0, count: nodes.count)
        for position in order.reversed() {
            for dependent in dependentPositions[position] {
                lengths[position] = max(lengths[position], lengths[dependent] + 1)
            }
        }
        return lengths
    }

    func topologicalPositions() -> [Int]? {
        var missing = dependencyPositions.map(\.count)
        var ready = MinimumHeap()
        for position in nodes.indices where missing[position] == 0 { ready.insert(position) }
        var order: [Int] = []
        order.reserveCapacity(nodes.count)
        while let position = ready.popMinimum() {
            order.append(position)
            for dependent in dependentPositions[position] {
                missing[dependent] -= 1
                if missing[dependent] == 0 { ready.insert(dependent) }
            }
        }
        return order.count == nodes.count ? order : nil
    }
}
