internal import Glibc

/// A program that has been started, and the three pipes to it; used by one thread that may block.
struct Conversation {
    /// How long a program may take to end once it was asked to.
    private static let patience = Duration.seconds(5)
    /// What is longer is no line that anybody sends.
    private static let longestLine = 1 << 20
    private static let errorCount = 10

    private let process: pid_t
    private let bell: Int32
    private var input: Int32
    private var output: LineReader
    private var errors: LineReader
    /// What the program has not taken in yet.
    private var unsent: [UInt8] = []
    private var lastErrors: [String] = []
    private var deadline: ContinuousClock.Instant?
    private var wasCancelled = false

    /// - Throws: ``SystemCallError`` when the program cannot be started.
    init(_ words: [String], _ environment: [String: String], bell: Int32) throws {
        let (input, output, errors) = (try PipeEnds(), try PipeEnds(), try PipeEnds())
        defer {
            close(input.reading)
            close(output.writing)
            close(errors.writing)
        }
        do {
            process = try Self.spawn(
                words,
                environment,
                input: input.reading,
                output: output.writing,
                errors: errors.writing
            )
        } catch {
            close(input.writing)
            close(output.reading)
            close(errors.reading)
            throw error
        }
        _ = fcntl(input.writing, F_SETFL, O_NONBLOCK)
        self.bell = bell
        self.input = input.writing
        self.output = LineReader(descriptor: output.reading, longest: Self.longestLine)
        self.errors = LineReader(descriptor: errors.reading, longest: Self.longestLine)
    }

    /// Answers line by line until the program has ended.
    ///
    /// - Throws: `CancellationError` when the bell has rung.
    mutating func run(_ answer: (String) -> LineProgram.Reply) throws -> LineProgram.Ending {
        while output.isOpen || errors.isOpen {
            guard attend(answer) else { break }
        }
        output.close()
        errors.close()
        closeInput()
        let status = waitForEnd()
        if wasCancelled { throw CancellationError() }
        return LineProgram.Ending(status: status, errors: lastErrors)
    }

    /// Waits until something happens and deals with it; false when the program is given up.
    private mutating func attend(_ answer: (String) -> LineProgram.Reply) -> Bool {
        var ends = [
            pollfd(fd: wasCancelled ? -1 : bell, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: unsent.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
        ]
        guard poll(&ends, nfds_t(ends.count), remainingMilliseconds) >= 0 else { return errno == EINTR }
        if let deadline, deadline <= ContinuousClock.now {
            kill(process, SIGKILL)
            return false
        }
        if ends[0].revents != 0 {
            wasCancelled = true
            askToEnd()
        }
        if ends[1].revents != 0 {
            for line in output.read() { take(line, answer) }
        }
        if ends[2].revents != 0 {
            lastErrors += errors.read()
            lastErrors.removeFirst(max(0, lastErrors.count - Self.errorCount))
        }
        if ends[3].revents != 0 { send() }
        return true
    }

    private mutating func take(_ line: String, _ answer: (String) -> LineProgram.Reply) {
        guard deadline == nil else { return }
        switch answer(line) {
        case .nothing: break
        case .line(let text):
            unsent += Array(text.utf8) + [UInt8(ascii: "\n")]
            send()
        case .end: askToEnd()
        }
    }

    private mutating func send() {
        guard input >= 0, !unsent.isEmpty else { return }
        let count = unsent.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if count >= 0 {
            unsent.removeFirst(count)
        } else if errno != EAGAIN, errno != EINTR {
            // A program that reads no more has no use for answers.
            unsent = []
            closeInput()
        }
    }

    private mutating func askToEnd() {
        guard deadline == nil else { return }
        deadline = ContinuousClock.now + Self.patience
        kill(process, SIGTERM)
    }

    private mutating func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// A program that has closed its outputs may still work; it is looked at until it is done or given up.
    private mutating func waitForEnd() -> Int {
        var status: Int32 = 0
        while true {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { break }
            if ended < 0, errno != EINTR { return 255 }
            if let deadline, deadline <= ContinuousClock.now { kill(process, SIGKILL) }
            var end = pollfd(fd: wasCancelled ? -1 : bell, events: Int16(POLLIN), revents: 0)
            if poll(&end, 1, 10) > 0 {
                wasCancelled = true
                askToEnd()
            }
        }
        let signal = Int(status & 0x7F)
        return signal == 0 ? Int((status >> 8) & 0xFF) : 128 + signal
    }

    /// For `poll`: -1 waits for ever.
    private var remainingMilliseconds: Int32 {
        guard let deadline else { return -1 }
        let (seconds, attoseconds) = ContinuousClock.now.duration(to: deadline).components
        return Int32(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
    }
}

extension Conversation {
    /// Starts a program with the signals that a user's shell would give it.
    private static func spawn(
        _ words: [String],
        _ environment: [String: String],
        input: Int32,
        output: Int32,
        errors: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)

        // What this thread blocks and this process ignores would be inherited.
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
        var process: pid_t = 0
        let code = posix_spawn(&process, words[0], &actions, &attributes, arguments, variables)
        guard code == 0 else { throw SystemCallError("start \(words[0])", code: code) }
        return process
    }
}
