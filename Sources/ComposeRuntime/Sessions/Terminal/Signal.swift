internal import Glibc

/// A signal that the process may get, by its number.
package struct Signal: RawRepresentable, Sendable, Hashable {
    package let rawValue: Int32

    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    package static let hangUp = Signal(rawValue: SIGHUP)
    package static let interrupt = Signal(rawValue: SIGINT)
    package static let quit = Signal(rawValue: SIGQUIT)
    package static let terminate = Signal(rawValue: SIGTERM)
    package static let user1 = Signal(rawValue: SIGUSR1)
    package static let user2 = Signal(rawValue: SIGUSR2)
    package static let windowChange = Signal(rawValue: SIGWINCH)

    /// Those that a program hands on to the container it stands for.
    ///
    /// Job control (`SIGTSTP` and the like) stays with the shell that owns the terminal.
    package static let forwarded: Set<Signal> = [.hangUp, .interrupt, .quit, .terminate, .user1, .user2]

    /// Those that ask the process to end.
    package static let ending: Set<Signal> = [.hangUp, .interrupt, .quit, .terminate]

    private static let names: [Signal: String] = [
        .hangUp: "SIGHUP", .interrupt: "SIGINT", .quit: "SIGQUIT", .terminate: "SIGTERM", .user1: "SIGUSR1",
        .user2: "SIGUSR2", .windowChange: "SIGWINCH",
    ]

    /// What the engine calls it: `SIGINT`, or the number where this type has no name for it.
    package var name: String { Self.names[self] ?? "\(rawValue)" }
}
