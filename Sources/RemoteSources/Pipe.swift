internal import ComposeLoader
internal import Glibc

/// Both ends of a pipe, which no program inherits by itself; what is still open is closed with the last reference.
final class Pipe {
    private(set) var reading: Int32
    private(set) var writing: Int32

    init() throws(RemoteFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw RemoteFailure("cannot open a pipe: \(String(cString: strerror(errno)))")
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        closeReading()
        closeWriting()
    }

    func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }
}

/// Reads what a program writes on both of its outputs until it closes them.
struct OutputCollector {
    private let pipes: [Pipe]
    private let limit: Int
    private var texts: [[UInt8]] = [[], []]

    init(output: Pipe, errors: Pipe, limit: Int) {
        pipes = [output, errors]
        self.limit = limit
    }

    var output: [UInt8] { texts[0] }
    var errors: [UInt8] { texts[1] }

    /// Blocks to the end; false when the calling task is cancelled first, or there is too much.
    mutating func collect() -> Bool {
        while pipes.contains(where: { $0.reading >= 0 }) {
            // Poll passes over what is negative. A cancelled task is not told here, so it is looked at now and then.
            var ends = pipes.map { pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0) }
            guard poll(&ends, nfds_t(ends.count), 100) >= 0 || errno == EINTR else { return false }
            if Task.isCancelled { return false }
            for index in ends.indices where ends[index].revents != 0 {
                guard read(index) else { return false }
            }
        }
        return true
    }

    /// Reads once; false when there is too much.
    private mutating func read(_ index: Int) -> Bool {
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        let count = Glibc.read(pipes[index].reading, &chunk, size)
        if count > 0 {
            texts[index].append(contentsOf: chunk[..<count])
        } else if count == 0 || errno != EINTR {
            pipes[index].closeReading()
        }
        return texts[index].count <= limit
    }
}
