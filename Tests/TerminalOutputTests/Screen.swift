import Synchronization
import TerminalOutput

/// What a display wrote, and a terminal small enough to show what it comes to.
final class Screen: Sendable {
    private struct State {
        var writes: [String] = []
        var time = ContinuousClock.now
        var size = Terminal.Size(columns: 60, rows: 10)
    }

    private let state = Mutex(State())

    var writes: [String] { state.withLock { $0.writes } }
    var output: String { writes.joined() }

    func write(_ text: String) { state.withLock { $0.writes.append(text) } }

    func now() -> ContinuousClock.Instant { state.withLock { $0.time } }

    func pass(_ duration: Duration) { state.withLock { $0.time = $0.time.advanced(by: duration) } }

    func size() -> Terminal.Size { state.withLock { $0.size } }

    func resize(columns: Int, rows: Int) {
        state.withLock { $0.size = Terminal.Size(columns: columns, rows: rows) }
    }

    func display(
        _ mode: ProgressMode,
        isColoured: Bool = false,
        redrawInterval: Duration? = nil
    ) -> ProgressDisplay {
        ProgressDisplay(
            mode: mode,
            isColoured: isColoured,
            size: { self.size() },
            redrawInterval: redrawInterval,
            now: { self.now() },
            sink: { self.write($0) }
        )
    }

    /// The rows a terminal of unlimited height shows after all that was written, without empty ones at the end.
    ///
    /// Understands the sequences that the display uses; rows do not wrap.
    var rows: [String] {
        var rows = [""]
        var row = 0
        var rest = Substring(output)
        while let character = rest.popFirst() {
            switch character {
            case "\n":
                row += 1
                if row == rows.count { rows.append("") }
            case "\r":
                break
            case "\u{1B}":
                rest.removeFirst()
                let parameter = rest.prefix { !$0.isLetter }
                rest = rest[parameter.endIndex...]
                switch rest.popFirst() ?? " " {
                case "A": row = max(0, row - (Int(parameter) ?? 1))
                case "K": rows[row] = ""
                case "J":
                    rows.removeSubrange((row + 1)...)
                    rows[row] = ""
                default: break
                }
            default:
                rows[row].append(character)
            }
        }
        while rows.last?.isEmpty == true { rows.removeLast() }
        return rows
    }

    /// Whether the last word about the cursor was to show it; true when there was none.
    var isCursorVisible: Bool {
        for write in writes.reversed() {
            let parts = write.split(separator: "\u{1B}")
            for part in parts.reversed() {
                if part.hasPrefix("[?25h") { return true }
                if part.hasPrefix("[?25l") { return false }
            }
        }
        return true
    }
}
