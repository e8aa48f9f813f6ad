import Foundation
import Glibc
import Synchronization

/// How a run of the program ended, and what it said.
struct Outcome: Sendable, CustomStringConvertible {
    var command: String
    /// The exit status; 128 and the signal's number where a signal ended it.
    var status: Int32
    var output: String
    var errors: String
    var duration: Duration

    var outputLines: [String] { output.split(separator: "\n").map(String.init) }
    /// Both streams, for what may be said on either.
    var everything: String { output + errors }

    var description: String {
        "\(command) ended with \(status) after \(duration)\n--- output\n\(output)\n--- errors\n\(errors)"
    }
}

/// Something that kept a scenario from going on.
struct ScenarioFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

/// One run of the built program.
///
/// Its output goes to files, so that it can be read while the program runs and never fills a pipe.
final class Program: Sendable {
    private let command: String
    private let folder: String
    private let started = ContinuousClock.now
    private let process: pid_t
    /// The status once the process has been waited for; its number may be another's from then on.
    private let ended = Mutex<Int32?>(nil)

    /// - `executable`: another program than swiftcompose: an absolute path, or a name on the `PATH` of the environment.
    init(
        _ arguments: [String],
        of executable: String? = nil,
        in directory: String,
        environment: [String: String],
        input: String?
    ) throws {
        command = ([executable ?? "swiftcompose"] + arguments).joined(separator: " ")
        folder = "/tmp/swiftcompose-run-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = try executable ?? Self.locate()
        if let input { try Self.supply(Array(input.utf8), through: "\(folder)/input") }
        process = try Self.spawn(
            ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory, program] + arguments,
            environment: environment.map { "\($0)=\($1)" },
            input: input == nil ? "/dev/null" : "\(folder)/input",
            output: "\(folder)/output",
            errors: "\(folder)/errors"
        )
    }

    deinit {
        signal(SIGKILL)
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: folder)
    }

    var output: String { text("output") }
    var errors: String { text("errors") }
    /// The program's process; another's, or nobody's, once the program has ended.
    var identifier: pid_t { process }

    /// Whether it has not ended.
    var isRunning: Bool { reap() == nil }

    /// Sends a signal, unless the program has ended.
    func signal(_ number: Int32) {
        _ = reap()
        ended.withLock { ended in
            if ended == nil { _ = kill(process, number) }
        }
    }

    /// Waits for the end; a program that takes too long is killed, and so is one whose test is cancelled.
    func outcome(within limit: Duration = .seconds(60)) async throws -> Outcome {
        let deadline = ContinuousClock.now + limit
        while true {
            if let status = reap() {
                return Outcome(
                    command: command,
                    status: status,
                    output: output,
                    errors: errors,
                    duration: ContinuousClock.now - started
                )
            }
            guard ContinuousClock.now < deadline else {
                signal(SIGKILL)
                throw ScenarioFailure("\(command) did not end within \(limit)\n\(output)\n\(errors)")
            }
            do {
                try await Task.sleep(for: .milliseconds(10))
            } catch {
                signal(SIGKILL)
                throw error
            }
        }
    }

    /// Waits until the program has written something.
    func waitForOutput(_ text: String, within limit: Duration = .seconds(30)) async throws {
        try await eventually("\(command) writes '\(text)'", within: limit) { self.output.contains(text) }
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

    // MARK: - Starting

    /// `SWIFTCOMPOSE_PROGRAM`, or the program that was built beside these tests.
    static func locate() throws -> String {
        let process = ProcessInfo.processInfo
        if let path = process.environment["SWIFTCOMPOSE_PROGRAM"], !path.isEmpty { return path }
        // Where links cannot be read, the other places do.
        let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = [process.arguments.first, executable].compactMap { path in path.map { Self.folder(of: $0) } }
        let candidates = (beside + ["\(Repository.root)/.build/debug"]).map { "\($0)/swiftcompose" }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw ScenarioFailure("no program at \(candidates); build it, or set SWIFTCOMPOSE_PROGRAM")
        }
        return found
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// Offers bytes through a named pipe, which ends behind them.
    private static func supply(_ bytes: [UInt8], through path: String) throws {
        guard mkfifo(path, 0o600) == 0 else { throw ScenarioFailure("\(path) cannot be made") }
        // A program that does not read to the end must not take the tests down with it.
        _ = Glibc.signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            var rest = bytes[...]
            while descriptor >= 0, !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0 { break }
                rest = rest.dropFirst(count)
            }
            close(descriptor)
        }
    }

    /// Starts a process in a group of its own, with signals as a terminal's user expects them.
    private static func spawn(
        _ words: [String],
        environment: [String],
        input: String,
        output: String,
        errors: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)

        // Whoever runs the tests in the background has SIGINT ignored, which would be inherited.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
        variables.append(nil)
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, variables)
        guard code == 0 else { throw ScenarioFailure("/bin/sh cannot be started: \(String(cString: strerror(code)))") }
        return process
    }
}

/// The checkout that these tests were built from.
enum Repository {
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/")
    }()
}

/// Asks again and again until something holds; throws `ScenarioFailure` when it does not in time.
func eventually(
    _ what: String,
    within limit: Duration = .seconds(20),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw ScenarioFailure("not within \(limit): \(what)") }
        try await Task.sleep(for: .milliseconds(50))
    }
}
