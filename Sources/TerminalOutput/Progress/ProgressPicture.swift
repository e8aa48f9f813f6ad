/// Draws a board as the rows of a screen; a function of the board, the time and the width.
struct ProgressPicture {
    private static let spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
    private static let gap = "   "

    let operation: String
    let board: ProgressBoard
    let now: ContinuousClock.Instant
    let isColoured: Bool
    let columns: Int

    /// The header, a row for each entry that has room, and how many have none.
    ///
    /// - Parameter height: how many rows there may be; nil for as many as it takes.
    /// - Returns: rows without line breaks, none wider than the screen.
    func rows(height: Int?) -> [String] {
        // The header and the count of what has no room take a row each.
        let fits = height.map { board.entries.count <= $0 - 1 } ?? true
        let shown = fits ? Array(board.entries.indices) : board.indices(inRoomFor: max(1, (height ?? 0) - 2))
        let entries = shown.map { board.entries[$0] }
        var rows = ["[+] \(operation) \(board.finishedCount)/\(board.entries.count)"] + entryRows(entries)
        let hidden = board.entries.count - entries.count
        if hidden > 0 { rows.append(Style.faint.paint(" ... \(hidden) more", isOn: isColoured)) }
        return rows.map { $0.truncated(toWidth: columns) }
    }

    private func entryRows(_ entries: [ProgressBoard.Entry]) -> [String] {
        let idWidth = entries.map { $0.line.id.displayWidth }.max() ?? 0
        let times = entries.map { HumanDuration.stopwatch($0.elapsed(at: now)) }
        let timeWidth = times.map(\.displayWidth).max() ?? 0
        // What the glyph, the id, the time and the gaps leave for saying what happens.
        let room = columns - 3 - idWidth - 2 * Self.gap.count - timeWidth
        let words = entries.map { description(of: $0, in: room) }
        let wordsWidth = words.map(\.displayWidth).max() ?? 0
        return entries.indices.map { index in
            let line = entries[index].line
            let cells = [
                line.id.padded(toWidth: idWidth),
                paint(words[index].padded(toWidth: wordsWidth), line.status),
                Style.faint.paint(times[index], isOn: isColoured),
            ]
            return " \(glyph(of: entries[index])) " + cells.joined(separator: Self.gap)
        }
    }

    /// Bar, text and details, of which the details go first and then the bar where there is no room.
    private func description(of entry: ProgressBoard.Entry, in room: Int) -> String {
        let bar = entry.isFinished ? nil : ProgressBar(of: entry)?.text
        let (text, details) = (entry.line.text, entry.line.details)
        let full = [bar ?? "", text, details]
        let candidates: [[String]] = [full, Array(full.prefix(2)), [text]]
        let texts = candidates.map { words in
            words.filter { !$0.isEmpty }.map(Self.onOneRow).joined(separator: " ")
        }
        return texts.first { $0.displayWidth <= room } ?? texts[2].truncated(toWidth: max(1, room))
    }

    /// The words of others may bring line breaks, which would break the picture.
    private static func onOneRow(_ text: String) -> String {
        let characters: [Character] = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
        return String(characters)
    }

    private func glyph(of entry: ProgressBoard.Entry) -> String {
        let glyph =
            switch entry.line.status {
            case .working: spinnerFrame(of: entry)
            case .done: "✔"
            case .warning: "!"
            case .error: "✘"
            }
        return paint(glyph, entry.line.status)
    }

    private func spinnerFrame(of entry: ProgressBoard.Entry) -> String {
        let elapsed = entry.elapsed(at: now)
        let frame = Int(max(0, elapsed / Duration.milliseconds(100)))
        return Self.spinner[frame % Self.spinner.count]
    }

    private func paint(_ text: String, _ status: ProgressLine.Status) -> String {
        let style: Style =
            switch status {
            case .working: .cyan
            case .done: .green
            case .warning: .yellow
            case .error: .red
            }
        return style.paint(text, isOn: isColoured)
    }
}
