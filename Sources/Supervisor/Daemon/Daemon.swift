internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import NIOCore

/// The program `swiftcomposed`.
package enum Daemon {
    /// Reads the command line of the process, works until it is told to end, and ends the process with the status.
    package static func main() async -> Never {
        let options = DaemonOptions.parseOrExit()
        let environment = ProcessInfo.processInfo.environment
        // Whoever reads the log may go; the daemon does not go with him.
        _ = signal(SIGPIPE, SIG_IGN)
        // What is made is for the daemon alone, unless it says otherwise.
        _ = umask(0o077)
        // A few small requests a minute: one thread is enough.
        NIOSingletons.groupLoopCountSuggestion = 1
        NIOSingletons.blockingPoolThreadCountSuggestion = 1
        do {
            let settings = try DaemonSettings(options, environment: environment, isRoot: geteuid() == 0)
            try await DaemonRun(settings).run()
        } catch {
            report(error)
            _exit(1)
        }
        // The handlers of `exit` would take libraries apart that threads may still use.
        _exit(0)
    }

    /// Says in the manner of every other program why it ends.
    private static func report(_ error: any Error) {
        var text = "swiftcomposed: \(error)\n"
        if let problem = error as? DaemonProblem {
            text = "swiftcomposed: \(problem.message)\n" + (problem.hint.map { "hint: \($0)\n" } ?? "")
        }
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
