internal import Glibc

/// How many characters a terminal shows.
package struct TerminalSize: Sendable, Hashable {
    package var rows: Int
    package var columns: Int

    package init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}

/// The user's terminal while it belongs to a process in a container.
package enum RawTerminal {
    /// Lets every key through as it is typed while the body runs; restores the terminal however the body ends.
    ///
    /// Does nothing when the descriptor is no terminal. A signal that ends the process is the caller's to catch: its
    /// default handling would leave no time to restore anything.
    package static func withRawMode<Result>(
        _ descriptor: Int32 = 0,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        var saved = termios()
        guard isatty(descriptor) == 1, tcgetattr(descriptor, &saved) == 0 else { return try await body() }
        var raw = saved
        cfmakeraw(&raw)
        _ = tcsetattr(descriptor, TCSADRAIN, &raw)
        defer { _ = tcsetattr(descriptor, TCSADRAIN, &saved) }
        return try await body()
    }

    /// The size as it is now; nil when there is no terminal or it does not tell.
    package static func size(of descriptor: Int32) -> TerminalSize? {
        var answer = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &answer) == 0, answer.ws_col > 0, answer.ws_row > 0 else {
            return nil
        }
        return TerminalSize(rows: Int(answer.ws_row), columns: Int(answer.ws_col))
    }
}
