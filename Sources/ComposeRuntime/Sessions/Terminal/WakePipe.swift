internal import Glibc

/// A pipe of this process with itself, by which one thread ends another's wait in `poll` or `read`.
///
/// Neither end outlives an `exec`. Its owner closes it, once no thread uses it any more.
struct WakePipe: Sendable {
    let reading: Int32
    let writing: Int32

    /// - Throws: ``SystemCallError`` when the process has no descriptors left.
    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemCallError("pipe") }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        // A full pipe holds wakes enough; a signal handler must never wait for room.
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    }

    /// Sends one byte; when there is no room, there is one already that says the same.
    func wake(_ byte: UInt8 = 0) {
        var byte = byte
        _ = write(writing, &byte, 1)
    }

    /// Waits for the next byte; nil when the pipe is broken.
    func next() -> UInt8? {
        var byte: UInt8 = 0
        while true {
            let count = read(reading, &byte, 1)
            if count == 1 { return byte }
            guard count < 0, errno == EINTR else { return nil }
        }
    }

    func close() {
        _ = Glibc.close(reading)
        _ = Glibc.close(writing)
    }
}
