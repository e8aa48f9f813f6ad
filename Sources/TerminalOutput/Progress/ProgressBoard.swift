/// The latest line of everything that is being worked on, in the order in which the work began.
struct ProgressBoard: Sendable {
    struct Entry: Sendable {
        var line: ProgressLine
        var start: ContinuousClock.Instant
        /// nil while the work goes on.
        var end: ContinuousClock.Instant?
        var parts: [ProgressLine] = []

        var isFinished: Bool { line.status != .working }

        func elapsed(at now: ContinuousClock.Instant) -> Duration { start.duration(to: end ?? now) }
    }

    private struct PartKey: Hashable {
        var parent: String
        var id: String
    }

    private(set) var entries: [Entry] = []
    private var entryIndices: [String: Int] = [:]
    private var partIndices: [PartKey: Int] = [:]

    /// Takes the line in; says whether anything is different from before.
    ///
    /// A part is kept with its whole; one whose whole is unknown stands for itself.
    mutating func update(_ line: ProgressLine, at now: ContinuousClock.Instant) -> Bool {
        if let parent = line.parentID, parent != line.id, let index = entryIndices[parent] {
            return updatePart(line, PartKey(parent: parent, id: line.id), ofEntryAt: index)
        }
        guard let index = entryIndices[line.id] else {
            entryIndices[line.id] = entries.count
            entries.append(Entry(line: line, start: now, end: line.status == .working ? nil : now))
            return true
        }
        guard entries[index].line != line else { return false }
        entries[index].line = line
        entries[index].end = line.status == .working ? nil : now
        return true
    }

    private mutating func updatePart(_ line: ProgressLine, _ key: PartKey, ofEntryAt index: Int) -> Bool {
        guard let part = partIndices[key] else {
            partIndices[key] = entries[index].parts.count
            entries[index].parts.append(line)
            return true
        }
        guard entries[index].parts[part] != line else { return false }
        entries[index].parts[part] = line
        return true
    }

    var finishedCount: Int { entries.count(where: { $0.isFinished }) }

    /// The indices of the entries to show where only so many have room: those still going on, then the latest to end.
    func indices(inRoomFor limit: Int) -> [Int] {
        guard entries.count > limit else { return Array(entries.indices) }
        let working = entries.indices.filter { !entries[$0].isFinished }
        let finished = entries.indices.filter { entries[$0].isFinished }.sorted { left, right in
            guard let one = entries[left].end, let other = entries[right].end, one != other else { return left > right }
            return one > other
        }
        return (working + finished).prefix(max(0, limit)).sorted()
    }
}
