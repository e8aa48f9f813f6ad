internal import ComposeLoader
internal import Glibc

/// A program that is run to its end while the caller waits.
///
/// It stays in the caller's process group, so Ctrl-C reaches it too, and it may ask the terminal for a passphrase.
struct ChildProcess {
    /// What came of it.
    struct Outcome {
        /// The exit status; 128 and the signal's number when a signal ended it.
        var status: Int
        var output: [UInt8]
        var errors: [UInt8]
    }

    /// Looked up in `PATH`; then its arguments.
    var words: [String]
    var environment: [String: String]
    /// What it reads, at most what a pipe holds; nil gives it an empty input.
    var input: [UInt8]?

    /// More than this is no sane output of the programs run here.
    private static let outputLimit = 16 << 20

    /// Returns nil when there is no such program.
    ///
    /// - Throws: when it cannot be started, or when the calling task is cancelled, which also ends the program.
    func run() throws(RemoteFailure) -> Outcome? {
        let output = try Pipe()
        let errors = try Pipe()
        let input = try inputPipe()
        var process: pid_t = 0
        let code = spawn(&process, input: input, output: output, errors: errors)
        output.closeWriting()
        errors.closeWriting()
        input?.closeReading()
        guard code == 0 else {
            if code == ENOENT { return nil }
            throw RemoteFailure("'\(words[0])' cannot be started: \(String(cString: strerror(code)))")
        }
        var collector = OutputCollector(output: output, errors: errors, limit: Self.outputLimit)
        let isComplete = collector.collect()
        if !isComplete { kill(process, SIGTERM) }
        let status = Self.wait(for: process)
        guard isComplete else {
            throw RemoteFailure(Task.isCancelled ? "interrupted" : "'\(words[0])' does not stop writing")
        }
        return Outcome(status: status, output: collector.output, errors: collector.errors)
    }

    /// The input, written before anybody reads it, so that a program that does not read it does no harm.
    private func inputPipe() throws(RemoteFailure) -> Pipe? {
        guard let input else { return nil }
        let pipe = try Pipe()
        precondition(input.count <= 4096, "the input of a program fits into a pipe")
        let count = write(pipe.writing, input, input.count)
        guard count == input.count else { throw RemoteFailure("cannot write to '\(words[0])'") }
        pipe.closeWriting()
        return pipe
    }

    private func spawn(_ process: inout pid_t, input: Pipe?, output: Pipe, errors: Pipe) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input.reading, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)

        // What this process ignores or blocks would be inherited.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        variables.append(nil)
        defer { for pointer in arguments + variables { free(pointer) } }
        return posix_spawnp(&process, words[0], &actions, &attributes, arguments, variables)
    }

    private static func wait(for process: pid_t) -> Int {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return 255 }
        }
        let signal = Int(status & 0x7F)
        return signal == 0 ? Int((status >> 8) & 0xFF) : 128 + signal
    }
}
