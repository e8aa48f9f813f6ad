internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// One run of the built program `swiftcompose`.
///
/// Its output goes to files, so that it can be read while the program runs and never fills a pipe.
package final class RunningProgram: Sendable {
    private let command: String
    private let folder: String
    private let started = ContinuousClock.now
    private let process: pid_t
    /// The status once the process has been waited for; its number may be another's from then on.
    private let ended = Mutex<Int32?>(nil)

    /// Starts the program.
    ///
    /// - `executable`: another program: an absolute path, or a name on the `PATH` of the environment.
    /// - `directory`: where it runs.
    /// - `environment`: all of its environment.
    package init(
        _ arguments: [String],
        of executable: String? = nil,
        in directory: String,
        environment: [String: String]
    ) throws {
        command = ([executable ?? "swiftcompose"] + arguments).joined(separator: " ")
        folder = "/tmp/swiftcompose-run-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = try executable ?? Self.locate()
        process = try ChildProcess.spawn(
            ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory, program] + arguments,
            environment: environment.map { "\($0)=\($1)" },
            output: "\(folder)/output",
            errors: "\(folder)/errors"
        )
    }

    deinit {
        end()
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What it has written to standard output so far.
    package var output: String { text("output") }
    /// What it has written to standard error so far.
    package var errors: String { text("errors") }

    /// The program's process; another's, or nobody's, once the program has ended.
    package var identifier: Int32 { process }
    /// Whether it has not ended.
    package var isRunning: Bool { reap() == nil }

    /// Kills the program, unless it has ended.
    package func end() {
        _ = reap()
        ended.withLock { ended in
            if ended == nil { _ = kill(process, SIGKILL) }
        }
    }

    /// Waits for the end; a program that takes too long is killed, and so is one whose test is cancelled.
    package func outcome(within limit: Duration = .seconds(30)) async throws -> ProgramOutcome {
        let deadline = started + limit
        while true {
            if let status = reap() {
                return ProgramOutcome(
                    command: command,
                    status: status,
                    output: output,
                    errors: errors,
                    duration: ContinuousClock.now - started
                )
            }
            guard ContinuousClock.now < deadline else {
                end()
                throw TestFailure("\(command) did not end within \(limit)\n\(output)\n\(errors)")
            }
            do {
                try await Task.sleep(for: .milliseconds(5))
            } catch {
                end()
                throw error
            }
        }
    }

    private func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
    }

    private func reap() -> Int32? {
        ended.withLock { ended -> Int32? in
            if let ended { return ended }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
            let signal = status & 0x7F
            ended = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
            return ended
        }
    }

    /// `SWIFTCOMPOSE_PROGRAM`, or the program that was built beside these tests.
    static func locate() throws -> String {
        let process = ProcessInfo.processInfo
        if let path = process.environment["SWIFTCOMPOSE_PROGRAM"], !path.isEmpty { return path }
        // Where links cannot be read, the other places do.
        let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = [process.arguments.first, executable].compactMap { path in path.map { Self.folder(of: $0) } }
        let candidates = (beside + [".build/debug"]).map { "\($0)/swiftcompose" }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw TestFailure("no program at \(candidates); build it, or set SWIFTCOMPOSE_PROGRAM")
        }
        return found.hasPrefix("/") ? found : "\(FileManager.default.currentDirectoryPath)/\(found)"
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
}
