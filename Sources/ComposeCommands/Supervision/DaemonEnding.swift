internal import Glibc

/// Ending a daemon with a signal.
enum DaemonEnding {
    /// Asks the process to end, and waits until it is gone.
    ///
    /// - Parameters:
    ///   - process: its id, as it has told it itself.
    ///   - limit: nil waits as long as it takes to stop what it is to stop.
    /// - Returns: whether it has ended in time.
    /// - Throws: `CommandFailure` when this user may not end it.
    static func end(_ process: Int, within limit: Duration?) async throws -> Bool {
        guard let identifier = pid_t(exactly: process), identifier > 1 else {
            throw CommandFailure("the daemon says that it is process \(process), which cannot be")
        }
        guard kill(identifier, SIGTERM) == 0 else {
            if errno == ESRCH { return true }
            throw CommandFailure(
                "cannot end the daemon, process \(process): \(String(cString: strerror(errno)).lowercased())",
                hint: "run this as the user who has started it"
            )
        }
        let end = limit.map { ContinuousClock.now + $0 }
        while isThere(identifier) {
            if let end, ContinuousClock.now > end { return false }
            try await Task.sleep(for: .milliseconds(50))
        }
        return true
    }

    /// One that has ended and that nobody has asked about is gone all the same.
    private static func isThere(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 || errno == EPERM else { return false }
        return ProcessRecord.of(Int(process))?.state != "Z"
    }
}
