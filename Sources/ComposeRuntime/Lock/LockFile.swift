internal import FoundationEssentials
internal import Glibc

/// The file behind one lock, open for as long as this value lives; no program that is started inherits it.
///
/// The file is never removed: whoever has it open would then lock something that nobody else finds.
final class LockFile: Sendable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(LockUnavailable) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.path = path
        guard descriptor >= 0 else { throw LockUnavailable(path, code: errno) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Takes the lock; false when somebody else has it.
    func tryLock() throws(LockUnavailable) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EAGAIN: return false
            case let code: throw LockUnavailable(path, code: code)
            }
        }
        return true
    }

    /// Gives the lock back, and leaves nobody's name.
    func unlock() {
        _ = ftruncate(descriptor, 0)
        _ = flock(descriptor, LOCK_UN)
    }

    /// Whether the path still leads to this very file.
    var isStillNamed: Bool {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
        return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }

    // MARK: - Who has it

    /// Writes who has the lock; to be called by its holder.
    ///
    /// A disk that is full costs the others a name and nothing else.
    func sign(_ holder: ProjectLock.Holder) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and text always can be written as JSON, and a lock without a name is a lock.
        guard ftruncate(descriptor, 0) == 0, var line = try? encoder.encode(holder) else { return }
        line.append(UInt8(ascii: "\n"))
        _ = line.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Who has the lock; nil when the holder has not signed.
    ///
    /// Only means something while somebody holds it: one that died has left its name.
    func holder() -> ProjectLock.Holder? {
        let size = 4096
        var bytes = [UInt8](repeating: 0, count: size)
        let count = pread(descriptor, &bytes, size, 0)
        guard count > 0 else { return nil }
        // Half a line is one that is being written, and is whole at the next look.
        return try? JSONDecoder().decode(ProjectLock.Holder.self, from: Data(bytes[..<count]))
    }
}
