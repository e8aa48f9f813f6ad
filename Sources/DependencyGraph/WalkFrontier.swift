/// The bookkeeping of one walk, by position: what may start next, and what has ended.
struct WalkFrontier {
    private let dependents: [[Int]]
    private let isLimited: [Bool]
    /// Ranks are positions sorted by urgency: the smallest rank has the longest path behind it.
    private let ranks: [Int]
    private let positionsByRank: [Int]
    private var missing: [Int]
    private var readyLimited = MinimumHeap()
    private var readyUnlimited = MinimumHeap()
    private var freeSlots: Int

    /// In the order in which they ended.
    private(set) var succeeded: [Int] = []
    private(set) var failed: [Int] = []

    /// All lists are by position: whether a visit takes one of the slots, how long the longest path behind it is.
    init(dependencies: [[Int]], dependents: [[Int]], limit: Int, isLimited: [Bool], remainingLengths: [Int]) {
        self.dependents = dependents
        self.isLimited = isLimited
        freeSlots = limit
        missing = dependencies.map(\.count)
        positionsByRank = dependencies.indices.sorted { left, right in
            (remainingLengths[right], left) < (remainingLengths[left], right)
        }
        var ranks = Array(repeating: 0, count: dependencies.count)
        for (rank, position) in positionsByRank.enumerated() { ranks[position] = rank }
        self.ranks = ranks
        for position in missing.indices where missing[position] == 0 { makeReady(position) }
    }

    /// The most urgent node that may start now, which is then under way; nil when none may before another ends.
    mutating func startNext() -> Int? {
        if let rank = readyUnlimited.popMinimum() { return positionsByRank[rank] }
        guard freeSlots > 0, let rank = readyLimited.popMinimum() else { return nil }
        freeSlots -= 1
        return positionsByRank[rank]
    }

    /// Gives back the slot of a visit that ended and, if it succeeded, makes ready what waited only for it.
    mutating func end(_ position: Int, _ outcome: VisitOutcome) {
        if isLimited[position] { freeSlots += 1 }
        switch outcome {
        case .failed:
            failed.append(position)
        case .succeeded:
            succeeded.append(position)
            for dependent in dependents[position] {
                missing[dependent] -= 1
                if missing[dependent] == 0 { makeReady(dependent) }
            }
        }
    }

    private mutating func makeReady(_ position: Int) {
        if isLimited[position] {
            readyLimited.insert(ranks[position])
        } else {
            readyUnlimited.insert(ranks[position])
        }
    }
}
