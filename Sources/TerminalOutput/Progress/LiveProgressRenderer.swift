/// A picture at the bottom of the terminal that is drawn over itself while work goes on.
struct LiveProgressRenderer: ProgressRenderer {
    private enum Control {
        static let hideCursor = "\u{1B}[?25l"
        static let showCursor = "\u{1B}[?25h"
        static let clearRow = "\u{1B}[2K"
        static let clearBelow = "\u{1B}[J"
        static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
    }

    static let interval = Duration.milliseconds(100)

    private let isColoured: Bool
    /// Asked before each drawing, so that a change of size is seen; nil when unknown.
    private let size: @Sendable () -> Terminal.Size?

    private var operation = ""
    private var board = ProgressBoard()
    private var isLive = false
    private var suspensions = 0
    /// Something is not on the screen yet.
    private var isStale = false
    private var lastDrawing: ContinuousClock.Instant?
    /// The widths of the rows on the screen above the cursor.
    private var drawnWidths: [Int] = []

    init(isColoured: Bool, size: @escaping @Sendable () -> Terminal.Size?) {
        self.isColoured = isColoured
        self.size = size
    }

    var isAnimated: Bool { true }

    mutating func begin(_ operation: String, at now: ContinuousClock.Instant) -> String {
        let last = isLive ? finish(at: now) : ""
        self.operation = operation
        isLive = true
        return last + (suspensions == 0 ? Control.hideCursor : "")
    }

    mutating func update(_ line: ProgressLine, at now: ContinuousClock.Instant) -> String {
        // Without a live region a line is still worth saying.
        guard isLive else { return line.plainText + "\n" }
        guard board.update(line, at: now) else { return "" }
        isStale = true
        if suspensions == 0, let lastDrawing, lastDrawing.duration(to: now) < Self.interval { return "" }
        return draw(at: now)
    }

    mutating func message(_ text: String, at now: ContinuousClock.Instant) -> String {
        let cleared = clear()
        return cleared + text + "\n" + draw(at: now)
    }

    mutating func suspend() -> String {
        suspensions += 1
        guard isLive, suspensions == 1 else { return "" }
        return clear() + Control.showCursor
    }

    mutating func resume(at now: ContinuousClock.Instant) -> String {
        guard suspensions > 0 else { return "" }
        suspensions -= 1
        guard isLive, suspensions == 0 else { return "" }
        return Control.hideCursor + draw(at: now)
    }

    mutating func tick(at now: ContinuousClock.Instant) -> String {
        guard isStale || board.finishedCount < board.entries.count else { return "" }
        return draw(at: now)
    }

    mutating func finish(at now: ContinuousClock.Instant) -> String {
        guard isLive else { return "" }
        suspensions = 0
        // The last picture is never drawn over, so it may be taller than the screen.
        let last = draw(at: now, isLast: true)
        isLive = false
        isStale = false
        board = ProgressBoard()
        lastDrawing = nil
        drawnWidths = []
        return last + Control.showCursor
    }

    private mutating func draw(at now: ContinuousClock.Instant, isLast: Bool = false) -> String {
        guard isLive, suspensions == 0, !board.entries.isEmpty else { return "" }
        let size = self.size() ?? Terminal.Size(columns: 80, rows: 24)
        let picture = ProgressPicture(
            operation: operation,
            board: board,
            now: now,
            isColoured: isColoured,
            columns: size.columns
        )
        // The cursor waits on the row below the picture, which must not scroll the screen.
        let rows = picture.rows(height: isLast ? nil : max(1, size.rows - 1))
        let top = "\r" + Control.up(screenRows(columns: size.columns))
        drawnWidths = rows.map(\.displayWidth)
        isStale = false
        lastDrawing = now
        return top + rows.map { Control.clearRow + $0 + "\n" }.joined() + Control.clearBelow
    }

    private mutating func clear() -> String {
        guard !drawnWidths.isEmpty else { return "" }
        let rows = screenRows(columns: self.size()?.columns ?? 80)
        drawnWidths = []
        return "\r" + Control.up(rows) + Control.clearBelow
    }

    /// How many rows the last picture takes now: a terminal that became narrower has wrapped them.
    private func screenRows(columns: Int) -> Int {
        drawnWidths.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(1, columns)) }
    }
}
