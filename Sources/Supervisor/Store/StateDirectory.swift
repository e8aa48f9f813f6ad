internal import Glibc

/// The directory in which the daemon keeps what must not be lost.
enum StateDirectory {
    /// Makes the directory and those above it where they are missing, and makes sure that it is nobody else's.
    ///
    /// - `mode`: for what is made: 0700, or 0750 where the socket is in it, too. What is in it is readable by its owner
    ///   only, whichever it is.
    /// - Throws: ``DaemonProblem`` when it cannot be used.
    static func prepare(_ path: String, mode: mode_t = 0o700) throws(DaemonProblem) {
        guard path.hasPrefix("/") else {
            throw DaemonProblem("'\(path)' is no absolute path", hint: "name the state directory from the root on")
        }
        try make(path, mode: mode)
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw DaemonProblem("cannot use '\(path)': \(String(cString: strerror(errno)))")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { throw DaemonProblem("'\(path)' is no directory") }
        guard status.st_uid == geteuid() else {
            throw DaemonProblem(
                "the state directory '\(path)' belongs to another user",
                hint: "run the daemon as that user, or name another directory with --state"
            )
        }
        guard status.st_mode & 0o022 == 0 else {
            throw DaemonProblem(
                "others can write to the state directory '\(path)'",
                hint: "take that right away with chmod go-w"
            )
        }
    }

    /// As `mkdir -p`; directories above get the mode 0755.
    static func make(_ path: String, mode: mode_t) throws(DaemonProblem) {
        var made = ""
        let parts = path.split(separator: "/")
        for (index, part) in parts.enumerated() {
            made += "/\(part)"
            let isLast = index == parts.count - 1
            guard mkdir(made, isLast ? mode : 0o755) != 0 else {
                // Whatever the umask says: it may be one that lets nobody in.
                _ = chmod(made, isLast ? mode : 0o755)
                continue
            }
            guard errno == EEXIST else {
                throw DaemonProblem("cannot make '\(made)': \(String(cString: strerror(errno)))")
            }
        }
    }
}
