internal import Glibc
internal import Synchronization

/// Hands the signals of this process on to a program that it has started.
///
/// It does so in the handler itself, which knows what no later moment knows: who has sent a signal. Those of the terminal
/// (Ctrl-C) go to the whole group, so the program has them already, and some programs take a second one for impatience.
///
/// There is one at a time, inside whatever else handles these signals; that is restored at its end.
struct SignalRelay {
    private typealias Handler = (@convention(c) (Int32) -> Void)?

    private var replaced: [(number: Int32, action: sigaction)] = []

    /// Begins to take signals; they are kept until a program is there to have them.
    init() {
        program.store(noProgramYet, ordering: .sequentiallyConsistent)
        early.store(0, ordering: .sequentiallyConsistent)
        for signal in Signal.forwarded {
            var action = sigaction()
            action.__sigaction_handler.sa_sigaction = handOn
            action.sa_flags = SA_SIGINFO | SA_RESTART
            sigemptyset(&action.sa_mask)
            var before = sigaction()
            guard sigaction(signal.rawValue, &action, &before) == 0 else { continue }
            if Self.ignores(before) {
                // One that was ignored before (`nohup`) is ignored by the program as well.
                sigaction(signal.rawValue, &before, nil)
            } else {
                replaced.append((signal.rawValue, before))
            }
        }
    }

    /// Gives the signals back to whoever had them.
    func end() {
        for (number, action) in replaced {
            var before = action
            sigaction(number, &before, nil)
        }
        Self.forget()
    }

    private static func ignores(_ action: sigaction) -> Bool {
        let handler: Handler = action.__sigaction_handler.sa_handler
        let ignoring: Handler = SIG_IGN
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(ignoring, to: Int.self)
    }

    // MARK: - The program

    /// Sends signals to this process from now on, and the one that came before it was there.
    static func aim(at process: Int32) {
        program.store(process, ordering: .sequentiallyConsistent)
        let number = early.exchange(0, ordering: .sequentiallyConsistent)
        if number != 0 { _ = kill(process, number) }
    }

    /// Drops signals from now on.
    static func forget() { program.store(noProgram, ordering: .sequentiallyConsistent) }

    /// Sends a signal to the program; does nothing that a signal handler may not do.
    ///
    /// - Parameters:
    ///   - number: of the signal.
    ///   - hasReachedProgram: whether it was sent to the whole group.
    static func take(_ number: Int32, hasReachedProgram: Bool) {
        let process = program.load(ordering: .sequentiallyConsistent)
        if process > 0 {
            if !hasReachedProgram { _ = kill(process, number) }
            return
        }
        guard process == noProgramYet else { return }
        early.store(number, ordering: .sequentiallyConsistent)
        // It may have come this very moment, and has then not seen what was kept for it.
        let latest = program.load(ordering: .sequentiallyConsistent)
        guard latest > 0, early.exchange(0, ordering: .sequentiallyConsistent) != 0 else { return }
        _ = kill(latest, number)
    }
}

private let noProgramYet: Int32 = 0
private let noProgram: Int32 = -1

/// The process id of the program.
private let program = Atomic<Int32>(noProgram)
/// The signal that came before the program; 0 when none has.
private let early = Atomic<Int32>(0)

/// The handler.
private func handOn(
    _ number: Int32,
    _ information: UnsafeMutablePointer<siginfo_t>?,
    _ context: UnsafeMutableRawPointer?
) {
    let code = errno
    var isOfTerminal = false
    // What a process sends has a code of zero or less, and what the kernel sends a positive one.
    if let information { isOfTerminal = information.pointee.si_code > 0 }
    SignalRelay.take(number, hasReachedProgram: isOfTerminal)
    errno = code
}
