internal import Glibc

/// Reads a pipe and cuts what comes out of it into lines.
struct LineReader {
    /// Negative once it is closed, which `poll` passes over.
    private(set) var descriptor: Int32
    private let longest: Int
    private var rest: [UInt8] = []

    /// `longest` is the number of bytes after which a line is given out although it has not ended.
    init(descriptor: Int32, longest: Int) {
        self.descriptor = descriptor
        self.longest = longest
    }

    var isOpen: Bool { descriptor >= 0 }

    mutating func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Reads once, and returns the lines that are whole now; at the end of the stream it closes and returns what is left.
    mutating func read() -> [String] {
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        let count = Glibc.read(descriptor, &chunk, size)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        guard count > 0 else {
            close()
            defer { rest = [] }
            return rest.isEmpty ? [] : [String(decoding: rest, as: UTF8.self)]
        }
        rest += chunk[..<count]
        var lines: [String] = []
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(String(decoding: rest[..<newline], as: UTF8.self))
            rest.removeFirst(newline + 1)
        }
        if rest.count > longest {
            lines.append(String(decoding: rest, as: UTF8.self))
            rest = []
        }
        return lines
    }
}

/// Both ends of a pipe that no program inherits by itself; their owner closes them.
struct PipeEnds {
    let reading: Int32
    let writing: Int32

    /// - Throws: ``SystemCallError`` when the process has no descriptors left.
    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemCallError("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }
}
