internal import Glibc

/// A command of the user that is told of an event on its standard input.
struct HookProgram: Sendable {
    /// The program and its arguments; never empty.
    var words: [String]
    /// Where it runs.
    var directory: String
    var environment: [String: String]

    /// A call to the kernel that failed.
    struct Failure: Error, Sendable, CustomStringConvertible {
        let call: String
        let code: Int32

        init(_ call: String, code: Int32 = errno) {
            self.call = call
            self.code = code
        }

        var description: String { "\(call): \(String(cString: strerror(code)).lowercased())" }
    }

    /// Runs it to its end; what it writes is thrown away.
    ///
    /// - Parameters:
    ///   - input: what it reads.
    ///   - variables: what it finds in its environment besides the rest.
    ///   - limit: when its time is over it is killed, with all that it has started.
    /// - Returns: its exit status; 128 and the signal's number when a signal ended it; nil when its time was over.
    /// - Throws: ``Failure`` when it cannot be started, and `CancellationError`, which also kills it.
    func run(_ input: [UInt8], _ variables: [String: String], within limit: Duration) async throws -> Int? {
        let file = try Self.unnamedFile(holding: input)
        defer { close(file) }
        let process = try spawn(reading: file, environment.merging(variables) { $1 })
        let end = ContinuousClock.now + limit
        var pause = Duration.milliseconds(2)
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return Self.exitStatus(status) }
            guard ended == 0 || errno == EINTR else { throw Failure("waitpid") }
            guard ContinuousClock.now < end else {
                Self.end(process)
                return nil
            }
            do {
                try await Task.sleep(for: pause)
            } catch {
                Self.end(process)
                throw error
            }
            pause = min(pause * 2, .milliseconds(100))
        }
    }

    private static func end(_ process: pid_t) {
        // It leads a group of its own.
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    private static func exitStatus(_ status: Int32) -> Int {
        let signal = Int(status & 0x7F)
        return signal == 0 ? Int((status >> 8) & 0xFF) : 128 + signal
    }

    /// A file instead of a pipe: a command that reads nothing does no harm, and it may be as long as it likes.
    private static func unnamedFile(holding bytes: [UInt8]) throws -> Int32 {
        let path = "/tmp/swiftcompose-hook-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure("open \(path)") }
        unlink(path)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { raw -> Int in
                write(descriptor, raw.baseAddress.map { $0 + written }, raw.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let failure = Failure("write \(path)")
                close(descriptor)
                throw failure
            }
            written += count
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    /// Starts it through a shell, which goes to the directory and looks the program up.
    private func spawn(reading input: Int32, _ environment: [String: String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this process ignores or blocks would be inherited.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGCHLD] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let line = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory] + words
        var arguments: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        variables.append(nil)
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, line[0], &actions, &attributes, arguments, variables)
        guard code == 0 else { throw Failure("start '\(words.first ?? "")'", code: code) }
        return process
    }
}
