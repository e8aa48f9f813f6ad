internal import ComposeRuntime
internal import Glibc

/// What changes in some directories, from the kernel (inotify).
///
/// Directories and not files, since editors write a new file and give it the old name. Used by one task or actor.
final class DirectoryEvents: Sendable {
    /// A change of a name in a directory.
    struct Change: Sendable, Hashable {
        /// The number that ``watch(_:)`` returned; negative when changes were lost.
        var directory: Int32
        /// nil when the directory itself has gone or was moved.
        var name: String?
    }

    private static let kinds =
        IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
    /// Bytes before the name: watch, mask, cookie and the name's length, four each.
    private static let headLength = 16

    private let descriptor: Int32
    private let input: StandardInput

    /// - Throws: ``SystemCallError`` or ``WatchError`` when the kernel gives no descriptor or thread for it.
    init() throws {
        let opened = inotify_init1(O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw WatchError(path: nil, code: errno) }
        do {
            input = try StandardInput(descriptor: opened)
        } catch {
            close(opened)
            throw error
        }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Watches a directory from now on; for one that is watched already, returns its number.
    ///
    /// - Throws: ``WatchError``.
    func watch(_ directory: String) throws(WatchError) -> Int32 {
        let number = inotify_add_watch(descriptor, directory, UInt32(Self.kinds | IN_ONLYDIR))
        guard number >= 0 else { throw WatchError(path: directory, code: errno) }
        return number
    }

    func forget(_ directory: Int32) { inotify_rm_watch(descriptor, directory) }

    /// The next changes; nil when there will be none any more.
    ///
    /// - Throws: ``SystemCallError``, and `CancellationError`.
    func next() async throws -> [Change]? {
        guard let bytes = try await input.read() else { return nil }
        return Self.changes(in: bytes)
    }

    static func changes(in bytes: [UInt8]) -> [Change] {
        var changes: [Change] = []
        var start = 0
        bytes.withUnsafeBytes { raw in
            while start + headLength <= raw.count {
                let watch = raw.loadUnaligned(fromByteOffset: start, as: Int32.self)
                let mask = raw.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)
                let length = Int(raw.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
                let end = min(raw.count, start + headLength + length)
                let name = raw[(start + headLength)..<end].prefix { $0 != 0 }
                start = end
                // The kernel's own word that a watch has ended.
                if mask & UInt32(IN_IGNORED) != 0 { continue }
                let isSelf = mask & UInt32(IN_DELETE_SELF | IN_MOVE_SELF) != 0
                changes.append(Change(directory: watch, name: isSelf ? nil : String(decoding: name, as: UTF8.self)))
            }
        }
        return changes
    }
}

/// A directory that cannot be watched.
struct WatchError: Error, Sendable, Equatable {
    /// nil when nothing can be watched at all.
    let path: String?
    /// The kernel's `errno`.
    let code: Int32
}

extension WatchError: CustomStringConvertible {
    var description: String {
        let reason =
            switch code {
            case ENOSPC: "too many directories are watched (fs.inotify.max_user_watches)"
            case EMFILE: "too many programs watch directories (fs.inotify.max_user_instances)"
            default: String(cString: strerror(code)).lowercased()
            }
        return path.map { "cannot watch '\($0)': \(reason)" } ?? "cannot watch files: \(reason)"
    }
}
