internal import Synchronization
internal import TerminalOutput

/// What builders print, passed on in whole lines above the live display.
final class BuildLog: Sendable {
    private let write: @Sendable (String) -> Void
    private let pending = Mutex("")

    /// - Parameter write: takes one or more whole lines, each with its line break.
    init(write: @escaping @Sendable (String) -> Void) {
        self.write = write
    }

    /// Passes lines to `output`, during which the display stands aside; as messages where the display writes JSON.
    convenience init(output: FileOutput, display: ProgressDisplay, mode: ProgressMode) {
        self.init { lines in
            guard mode != .json else {
                for line in lines.split(separator: "\n") { display.message(String(line)) }
                return
            }
            display.suspend()
            output.show(lines)
            display.resume()
        }
    }

    /// Takes a piece as it comes from a builder.
    func append(_ piece: String) {
        let lines: String = pending.withLock { pending in
            pending += piece
            guard let end = pending.lastIndex(where: \.isNewline) else { return "" }
            let lines = String(pending[...end])
            pending = String(pending[pending.index(after: end)...])
            return lines
        }
        if !lines.isEmpty { write(lines) }
    }

    /// Passes on what is left without a line break.
    func finish() {
        let rest: String = pending.withLock { pending in
            defer { pending = "" }
            return pending
        }
        if !rest.isEmpty { write(rest + "\n") }
    }
}
