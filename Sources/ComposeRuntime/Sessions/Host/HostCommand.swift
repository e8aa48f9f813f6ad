internal import Glibc

/// A program of this machine that the user waits for, as if it had been started in place of this one.
package enum HostCommand {
    /// Runs it to its end with the terminal as it is, and hands on the signals that this process gets meanwhile.
    ///
    /// To be called once at a time, since signals belong to the whole process. Cancelling the task does not end the
    /// program: whoever wants that calls ``interrupt()``. Throws ``HostProgramError``, ``SystemCallError``, and
    /// `CancellationError` when nothing was started after all.
    ///
    /// - `isCalledOff`: asked once when signals are handed on already, for one that came just before.
    ///
    /// - Returns: its exit status; 128 and the signal's number when a signal ended it.
    package static func run(_ program: HostProgram, unless isCalledOff: () -> Bool) async throws -> Int {
        // Whoever started this process may have it ignore the ends of its children, and then no status is kept.
        _ = Glibc.signal(SIGCHLD, SIG_DFL)
        let relay = SignalRelay()
        defer { relay.end() }
        guard !isCalledOff() else { throw CancellationError() }
        let process = try program.start()
        SignalRelay.aim(at: process)
        return try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int, any Error>) in
            do {
                try BlockingThread.start { continuation.resume(returning: wait(for: process)) }
            } catch {
                _ = kill(process, SIGKILL)
                continuation.resume(throwing: error)
            }
        }
    }

    /// Asks the program to end as Ctrl-C would, or one that is about to be started; nothing when there is none.
    package static func interrupt() { SignalRelay.take(SIGINT, hasReachedProgram: false) }

    /// Blocks until the process has ended.
    private static func wait(for process: Int32) -> Int {
        // Its number stays its own until it is reaped, and no signal may be sent to it after that.
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        SignalRelay.forget()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return 255 }
        }
        let signal = Int(status & 0x7F)
        return signal == 0 ? Int((status >> 8) & 0xFF) : 128 + signal
    }
}
