internal import ControlProtocol
internal import FoundationEssentials
internal import Glibc

/// Starting `swiftcomposed` on a machine without an init system, so that it outlives this program and its terminal.
struct DaemonLaunch: Sendable {
    let context: CommandContext
    let places: DaemonPlaces

    /// The program of the daemon.
    private static let name = "swiftcomposed"

    /// Starts it, and waits until it answers.
    ///
    /// - Throws: `CommandFailure` when it cannot be found or started, ends at once, or does not answer in time.
    func start(within limit: Duration) async throws -> DaemonStatus {
        let program = try self.program()
        try makeStateDirectory()
        let process = try spawn(program)
        let client = DaemonClient(socket: places.socket)
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if access(places.socket, F_OK) == 0 {
                // Until it listens there is no answer.
                let answer = try? await TimeLimit.within(.seconds(1)) { try await client.status() }
                if let status = answer { return status }
            }
            if let code = Self.code(of: process) {
                throw CommandFailure(
                    "the daemon has ended at once with code \(code)\(lastWords)",
                    hint: "see 'swiftcompose daemon logs'"
                )
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw CommandFailure(
            "the daemon was started as process \(process) and does not answer yet",
            hint: "see 'swiftcompose daemon logs'"
        )
    }

    /// What it has written last, for the message of a failure; empty where that is nothing.
    private var lastWords: String {
        // A log that cannot be read is no reason to hide the failure itself.
        guard let lines = try? DaemonLog(path: places.log).lastLines(1), let line = lines.first else { return "" }
        return ": \(line.printable)"
    }

    // MARK: - The program

    /// Beside this program, wherever that was started from, or else in `PATH`.
    private func program() throws(CommandFailure) -> String {
        var directories: [String] = []
        if let own = Self.ownPath, let slash = own.lastIndex(of: "/") { directories.append(String(own[..<slash])) }
        directories += (context.environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        let candidates = directories.map { "\($0)/\(Self.name)" }
        guard let program = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw CommandFailure(
                "cannot find the program '\(Self.name)'",
                hint: "put it beside swiftcompose, or into a directory of PATH"
            )
        }
        return program
    }

    private static var ownPath: String? {
        let size = 4096
        var bytes = [CChar](repeating: 0, count: size)
        let count = readlink("/proc/self/exe", &bytes, size)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The directory that state and log are in, closed to others.
    private func makeStateDirectory() throws(CommandFailure) {
        let path = places.stateDirectory
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            // What it could not make is found by the next call.
            try? FileManager.default.createDirectory(
                atPath: String(path[..<slash]),
                withIntermediateDirectories: true
            )
        }
        guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
            throw CommandFailure(
                "cannot make the daemon's directory '\(path)': \(String(cString: strerror(errno)))",
                hint: "set SWIFTCOMPOSE_STATE to a directory that you can write to"
            )
        }
    }

    // MARK: - The process

    /// `POSIX_SPAWN_SETSID`, which the C library shows to those alone who ask for all of GNU.
    private static let newSession = 0x80

    /// Starts the program in a session of its own, with nothing to read and the log to write to.
    private func spawn(_ program: String) throws(CommandFailure) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, places.log, O_WRONLY | O_CREAT | O_APPEND, 0o640)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)

        // It decides itself what signals mean to it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(Int(flags) | Self.newSession))

        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup(Self.name), nil]
        var variables: [UnsafeMutablePointer<CChar>?] = context.environment.map { strdup("\($0.key)=\($0.value)") }
        variables.append(nil)
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, program, &actions, &attributes, arguments, variables)
        guard code == 0 else {
            throw CommandFailure("cannot start '\(program)': \(String(cString: strerror(code)))")
        }
        return process
    }

    /// The code that a process of this one has ended with, 128 and its number for a signal; nil while it runs.
    private static func code(of process: Int32) -> Int? {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        let signal = Int(status & 0x7F)
        return signal == 0 ? Int((status >> 8) & 0xFF) : 128 + signal
    }
}
