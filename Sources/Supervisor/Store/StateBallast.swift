internal import Glibc

/// Room on the disk that is kept for the moment when there is none left.
///
/// SQLite cannot even open a database without room for its log and its index; a daemon that starts on a full disk drops
/// this file and has that room.
enum StateBallast {
    private static let size: off_t = 512 * 1024

    /// Makes sure of the room; without it, the disk is as good as full, which the next write tells.
    static func take(in directory: String) {
        let path = path(in: directory)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        let isTaken = posix_fallocate(descriptor, 0, size) == 0
        _ = close(descriptor)
        if !isTaken { _ = unlink(path) }
    }

    /// Frees the room; false when there was none.
    static func drop(in directory: String) -> Bool {
        unlink(path(in: directory)) == 0
    }

    private static func path(in directory: String) -> String {
        "\(directory)/reserve"
    }
}
