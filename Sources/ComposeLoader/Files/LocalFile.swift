import Glibc

/// Reading what the user's files say, and why that failed.
enum LocalFile {
    struct Problem: Error {
        /// The `errno` of the call that failed.
        let code: Int32

        var isMissing: Bool { code == ENOENT || code == ENOTDIR }
        var isDirectory: Bool { code == EISDIR }

        /// In the system's words: `no such file or directory`.
        var reason: String {
            let text = String(cString: strerror(code))
            return text.prefix(1).lowercased() + text.dropFirst()
        }
    }

    /// No file that people write is longer; a device gives bytes for ever.
    private static let mostBytes = 64 << 20

    /// All bytes of a file, which may also be a pipe.
    static func read(_ path: String) throws(Problem) -> [UInt8] {
        // The system would take the path to end there.
        guard !path.utf8.contains(0) else { throw Problem(code: EINVAL) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Problem(code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Problem(code: errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw Problem(code: EISDIR) }

        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(Int(status.st_size), mostBytes))
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        while true {
            let count = Glibc.read(descriptor, &chunk, size)
            if count < 0 {
                guard errno == EINTR else { throw Problem(code: errno) }
                continue
            }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= mostBytes else { throw Problem(code: EFBIG) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    /// Whether something that is no directory has this path.
    static func exists(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// The path with every symbolic link followed; nil when something on the way is missing.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
