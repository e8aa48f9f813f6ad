internal import ComposeModel

/// What ends and outages are called.
enum EndingWords {
    private static let signals: [Int: String] = [
        1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL",
        10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 31: "SIGSYS",
    ]

    /// `code 1`, `code 137 (SIGKILL)`.
    static func code(_ code: Int) -> String {
        signals[code - 128].map { "code \(code) (\($0))" } ?? "code \(code)"
    }

    /// `SIGHUP`, or `signal 40` where it has no name.
    static func signal(_ number: Int) -> String { signals[number] ?? "signal \(number)" }

    /// The number of a signal that is written as a name or a number; nil for an unknown one.
    static func number(ofSignal text: String) -> Int? {
        if let number = Int(text) { return number }
        let name = text.uppercased()
        let full = name.hasPrefix("SIG") ? name : "SIG\(name)"
        return signals.first { $0.value == full }?.key
    }

    /// `250ms`, `3.2s`, `1m20s`.
    static func duration(_ seconds: Double) -> String {
        let milliseconds = (max(0, min(seconds, 1e9)) * 1_000).rounded()
        let rounded = milliseconds < 1_000 ? milliseconds : (milliseconds / 100).rounded() * 100
        return Duration.milliseconds(Int(rounded)).composeDescription
    }
}
