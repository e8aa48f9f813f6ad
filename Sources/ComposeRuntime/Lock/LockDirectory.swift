internal import Glibc

/// The directory of lock files: this user's, and writable by nobody else.
enum LockDirectory {
    /// The first of the usual places that can be used; it is made where it is missing.
    ///
    /// - Throws: ``LockUnavailable`` about the last of them when there is none.
    static func usable(_ environment: [String: String]) throws(LockUnavailable) -> String {
        let candidates = candidates(environment, user: geteuid())
        for candidate in candidates.dropLast() where problem(with: candidate) == nil { return candidate }
        guard let last = candidates.last else { preconditionFailure("there is always a place below /tmp") }
        if let problem = problem(with: last) { throw problem }
        return last
    }

    /// Where to look, best first.
    static func candidates(_ environment: [String: String], user: UInt32) -> [String] {
        var candidates: [String] = []
        // What a login sets and a timer does not, of the same user, would divide the locks in two.
        let usual = "/run/user/\(user)"
        // So would another user's, which `sudo` may leave in the environment.
        if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/"), runtime != usual,
            owner(of: runtime) == user
        {
            candidates.append("\(runtime)/swiftcompose")
        }
        if user == 0 {
            candidates.append("/run/swiftcompose")
        } else if owner(of: usual) == user {
            candidates.append("\(usual)/swiftcompose")
        }
        candidates.append("/tmp/swiftcompose-\(user)")
        return candidates
    }

    private static func owner(of path: String) -> UInt32? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    /// Makes the directory unless it is there; returns what keeps it from being used.
    private static func problem(with path: String) -> LockUnavailable? {
        if mkdir(path, 0o700) != 0, errno != EEXIST { return LockUnavailable(path, code: errno) }
        // Not through a link: in a directory like /tmp it may be anybody's.
        var status = stat()
        guard lstat(path, &status) == 0 else { return LockUnavailable(path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return LockUnavailable(path, "it is no directory") }
        guard status.st_uid == geteuid() else { return LockUnavailable(path, "it belongs to another user") }
        guard status.st_mode & 0o022 == 0 else { return LockUnavailable(path, "others can write to it") }
        guard access(path, W_OK | X_OK) == 0 else { return LockUnavailable(path, code: errno) }
        return nil
    }
}
