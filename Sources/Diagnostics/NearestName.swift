/// The candidate that a mistyped name most likely meant; nil when none is near enough to suggest.
///
/// Near enough is an edit distance of at most a third of the longer name, or one edit for short names; names that have no
/// letter in common are never near, nor are very long ones. Of very many candidates only the first count.
package func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    var best: (name: String, distance: Int)?
    // Comparing takes as long as both lengths multiplied.
    let (longest, most) = (100, 1_000)
    guard name.utf8.count <= longest else { return nil }
    let wanted = Array(name.lowercased())
    for candidate in candidates.prefix(most) where candidate != name && candidate.utf8.count <= longest {
        let letters = Array(candidate.lowercased())
        let longer = max(wanted.count, letters.count)
        let allowed = min(max(1, longer / 3), longer - 1)
        guard abs(wanted.count - letters.count) <= allowed else { continue }
        let distance = editDistance(wanted, letters)
        guard distance <= allowed, distance < best?.distance ?? .max else { continue }
        best = (candidate, distance)
    }
    return best?.name
}

/// How many letters must be inserted, removed, changed or swapped with their neighbour to get from one word to the other.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let cost = left[row - 1] == right[column - 1] ? 0 : 1
            var distance = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                distance = min(distance, beforePrevious[column - 2] + 1)
            }
            current.append(distance)
        }
        (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
}
