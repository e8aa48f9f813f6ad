internal import Glibc

/// The file at which the daemon listens, and the directory around it.
enum ControlSocket {
    static let mode: mode_t = 0o660

    /// Makes the directory where it is missing, and takes a file away that an earlier daemon has left.
    ///
    /// - Throws: ``DaemonProblem`` when somebody listens there, or something else is in the place.
    static func prepare(_ path: String) throws(DaemonProblem) {
        guard path.hasPrefix("/"), let slash = path.lastIndex(of: "/"), slash < path.index(before: path.endIndex) else {
            throw DaemonProblem("'\(path)' is no path of a socket", hint: "name the socket from the root on")
        }
        guard path.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path) else {
            throw DaemonProblem("the socket's path '\(path)' is too long", hint: "name a path of at most 107 bytes")
        }
        let directory = String(path[..<slash])
        if !directory.isEmpty { try prepareDirectory(directory) }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw DaemonProblem("'\(path)' is there and is no socket", hint: "name another place with --socket")
        }
        guard !isAnswering(path) else {
            throw DaemonProblem(
                "another daemon listens at '\(path)'",
                hint: "stop that one, or name another place with --socket"
            )
        }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw DaemonProblem("cannot replace '\(path)': \(String(cString: strerror(errno)))")
        }
    }

    /// Lets the group in, once somebody listens; until then the file is its owner's alone.
    static func share(_ path: String) throws(DaemonProblem) {
        guard chmod(path, mode) == 0 else {
            throw DaemonProblem("cannot set the mode of '\(path)': \(String(cString: strerror(errno)))")
        }
    }

    /// Makes the directory, for its owner and the group.
    ///
    /// One that is there keeps its mode, except where it is the project's own and closed to the group: locks of the
    /// command line are in the same place, and whoever comes first makes it.
    private static func prepareDirectory(_ directory: String) throws(DaemonProblem) {
        var status = stat()
        guard stat(directory, &status) == 0 else { return try StateDirectory.make(directory, mode: 0o750) }
        let isOurs = status.st_uid == geteuid() && directory.hasSuffix("/swiftcompose")
        if isOurs, status.st_mode & 0o777 == 0o700 { _ = chmod(directory, 0o750) }
    }

    /// Whether somebody takes a connection there.
    private static func isAnswering(_ path: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, length) }
        }
        // One who has too much to do is there all the same; only a refusal says that nobody is.
        return code == 0 || errno != ECONNREFUSED
    }
}
