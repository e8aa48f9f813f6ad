internal import Glibc

/// The daemon's claim to its state directory, for as long as this value lives.
///
/// A `flock`, which the kernel gives back however the process ends, so that none is ever stale. The file stays: whoever
/// has it open would otherwise lock something that nobody else finds.
final class StateLock: Sendable {
    private let descriptor: Int32

    /// - Throws: ``DaemonProblem`` when another daemon has the directory, or the file cannot be made.
    init(directory: String) throws(DaemonProblem) {
        let path = "\(directory)/lock"
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else {
            throw DaemonProblem("cannot make '\(path)': \(String(cString: strerror(errno)))")
        }
        guard Self.claim(opened) else {
            let reason = errno
            let holder = Self.holder(opened)
            _ = Glibc.close(opened)
            guard reason == EWOULDBLOCK else {
                throw DaemonProblem("cannot lock '\(path)': \(String(cString: strerror(reason)))")
            }
            throw DaemonProblem(
                "another daemon keeps its state in '\(directory)'" + (holder.map { " (process \($0))" } ?? ""),
                hint: "stop that one, or give this one a directory of its own with --state"
            )
        }
        descriptor = opened
        sign()
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// Gives the claim up before the value goes, for whoever may still hold the value.
    func release() {
        _ = ftruncate(descriptor, 0)
        _ = flock(descriptor, LOCK_UN)
    }

    private static func claim(_ descriptor: Int32) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }

    /// Leaves the process id for the second daemon's message; a full disk costs that message the id and nothing else.
    private func sign() {
        let line = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func holder(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let line = String(decoding: bytes[..<count], as: UTF8.self)
        return line.split(separator: "\n").first.flatMap { Int($0) }
    }
}
