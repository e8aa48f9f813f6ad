internal import Glibc

/// A program of this machine, to be started beside this process: in its directory, its group and at its terminal.
package struct HostProgram: Sendable {
    /// The program, looked up in this process's `PATH` unless it has a slash, and its arguments; never empty.
    package var words: [String]
    package var environment: [String: String]
    /// The file to start; nil is the first of the words.
    package var file: String?
    /// What it reads as its standard input; nil is what this process reads.
    package var input: Int32?
    /// Whether what it writes on standard output is thrown away.
    package var discardsOutput = false
    /// Whether it starts with every signal blocked, so that none can end it before it is ready for them.
    package var blocksSignals = false

    package init(words: [String], environment: [String: String]) {
        self.words = words
        self.environment = environment
    }

    /// Starts it; returns its process id.
    ///
    /// Signals that this process handles or ignores have their usual effect on it, except those that were ignored before
    /// this process began.
    func start() throws(HostProgramError) -> Int32 {
        guard let name = words.first else { preconditionFailure("a program is started by its name") }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
        if discardsOutput { posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var mask = sigset_t()
        if blocksSignals { sigfillset(&mask) } else { sigemptyset(&mask) }
        posix_spawnattr_setsigmask(&attributes, &mask)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        variables.append(nil)
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, file ?? name, &actions, &attributes, arguments, variables)
        guard code == 0 else { throw HostProgramError(name: name, code: code) }
        return process
    }
}

/// Why a program could not be started.
package struct HostProgramError: Error, Sendable, Equatable {
    package let name: String
    /// The kernel's `errno`.
    package let code: Int32

    init(name: String, code: Int32) {
        self.name = name
        self.code = code
    }

    /// What a shell would end with: 127 for a program that is not there, 126 for one that cannot be run.
    package var exitCode: Int { code == ENOENT ? 127 : 126 }
}

extension HostProgramError: CustomStringConvertible {
    package var description: String { "'\(name)' cannot be started: \(String(cString: strerror(code)))" }
}
