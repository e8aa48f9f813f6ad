internal import TerminalOutput

/// Lines at the end of the screen that are drawn over themselves.
struct LivePicture: Sendable {
    static let hideCursor = "\u{1B}[?25l"
    static let showCursor = "\u{1B}[?25h"

    /// The widths of the lines on the screen above the cursor.
    private var widths: [Int] = []

    /// What takes the last picture away and shows the next.
    ///
    /// Lines that are too wide are cut, and so are those that would scroll the screen.
    mutating func draw(_ lines: [String], on size: Terminal.Size) -> String {
        // A terminal that became narrower has wrapped what was wider.
        let rows = widths.reduce(0) { $0 + max(1, ($1 + size.columns - 1) / max(1, size.columns)) }
        let room = max(2, size.rows - 1)
        var shown = lines
        if lines.count > room {
            shown = Array(lines.prefix(room - 1)) + ["… and \(lines.count - room + 1) more lines"]
        }
        shown = shown.map { $0.truncated(toWidth: size.columns) }
        widths = shown.map(\.displayWidth)
        let top = rows > 0 ? "\r\u{1B}[\(rows)A" : "\r"
        return top + shown.map { "\u{1B}[2K\($0)\n" }.joined() + "\u{1B}[J"
    }
}
