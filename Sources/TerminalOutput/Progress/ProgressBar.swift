/// The bytes of the parts of one thing, as a bar and two sizes.
struct ProgressBar: Sendable, Hashable {
    private static let maximumCells = 20
    /// From empty to full.
    private static let levels: [Character] = [" ", "⡀", "⣀", "⣄", "⣤", "⣦", "⣶", "⣷", "⣿"]

    /// A cell for each part, or for a few of them where there are many.
    let cells: String
    /// `12MB / 30MB`; empty while no total is known.
    let sizes: String

    /// nil when there is nothing to measure: no parts, and no bytes of its own.
    init?(of entry: ProgressBoard.Entry) {
        let measured = entry.parts.isEmpty && entry.line.total > 0 ? [entry.line] : entry.parts
        guard !measured.isEmpty else { return nil }
        let count = min(measured.count, Self.maximumCells)
        let levels: [Character] = (0..<count).map { cell in
            let group = measured[(cell * measured.count / count)..<((cell + 1) * measured.count / count)]
            let sum: Double = group.reduce(0) { $0 + $1.fraction }
            return Self.levels[Int(sum / Double(group.count) * Double(Self.levels.count - 1))]
        }
        cells = String(levels)
        let total = measured.reduce(0) { $0 + $1.total }
        // A part that is done counts in full, whatever it reported last.
        let current = measured.reduce(0) { $0 + ($1.status == .done ? $1.total : min($1.current, $1.total)) }
        sizes = total > 0 ? "\(HumanSize.decimal(current)) / \(HumanSize.decimal(total))" : ""
    }

    var text: String { sizes.isEmpty ? "[\(cells)]" : "[\(cells)] \(sizes)" }
}
