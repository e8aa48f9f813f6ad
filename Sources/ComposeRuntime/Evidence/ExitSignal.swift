/// The signal that an exit code stands for.
package enum ExitSignal {
    /// By number, as Linux counts on every processor that images are made for.
    private static let names: [Int: String] = [
        1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE",
        9: "SIGKILL", 10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
        31: "SIGSYS",
    ]

    /// `SIGKILL` for 137; nil for a code with which a program ended by itself.
    package static func name(ofExitCode code: Int) -> String? { names[code - 128] }
}
