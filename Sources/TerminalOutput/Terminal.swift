internal import Glibc

/// Questions to the kernel about the terminal behind a file descriptor.
package enum Terminal {
    /// How many characters fit on the screen.
    package struct Size: Sendable, Hashable {
        package var columns: Int
        package var rows: Int

        package init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    package static func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The size as it is now; nil when there is no terminal or it does not tell.
    package static func size(of descriptor: Int32) -> Size? {
        var answer = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &answer) == 0, answer.ws_col > 0, answer.ws_row > 0 else {
            return nil
        }
        return Size(columns: Int(answer.ws_col), rows: Int(answer.ws_row))
    }
}
