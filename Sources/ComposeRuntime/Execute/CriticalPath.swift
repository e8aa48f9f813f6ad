internal import ComposePlan

/// The chain of steps that decided how long an execution took: had one of them been faster, so would have been the whole.
package enum CriticalPath {
    /// The positions of the chain's spans among all, in order of time; empty when there are none.
    ///
    /// It leads from the span that ended last back to the one among its dependencies that ended last, and so on. A step
    /// that comes after none waited for a free slot, or for the plan before its own (images first): before it stands
    /// what had ended last by then. Ids may occur once in each of several plans whose spans follow each other.
    package static func of(_ spans: [ExecutionReport.Span]) -> [Int] {
        guard var current = latest(Array(spans.indices), spans) else { return [] }
        var path = [current]
        var visited: Set<Int> = [current]
        while let previous = latest(predecessors(of: current, spans).filter { !visited.contains($0) }, spans) {
            path.append(previous)
            visited.insert(previous)
            current = previous
        }
        return path.reversed()
    }

    private static func predecessors(of index: Int, _ spans: [ExecutionReport.Span]) -> [Int] {
        let span = spans[index]
        let dependencies = Set(span.step.dependencies)
        let known = spans.indices.filter { other in
            other != index && dependencies.contains(spans[other].step.id) && spans[other].began <= span.began
        }
        guard known.isEmpty else { return known }
        return spans.indices.filter { $0 != index && spans[$0].ended <= span.began }
    }

    /// Of several that end at once, the last: spans are in the order in which they ended.
    private static func latest(_ candidates: [Int], _ spans: [ExecutionReport.Span]) -> Int? {
        var latest: Int?
        for candidate in candidates {
            guard let best = latest else {
                latest = candidate
                continue
            }
            if spans[candidate].ended >= spans[best].ended { latest = candidate }
        }
        return latest
    }
}
