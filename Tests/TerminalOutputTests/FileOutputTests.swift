import Dispatch
import Glibc
import Synchronization
import TerminalOutput
import Testing

/// A pipe whose two ends are closed at most once, on demand or at the end.
private final class Pipe {
    let reader: Int32
    let writer: Int32
    private var open: Set<Int32>

    init() throws {
        var ends: [Int32] = [0, 0]
        let result = pipe(&ends)
        try #require(result == 0)
        reader = ends[0]
        writer = ends[1]
        open = Set(ends)
    }

    deinit { for end in open { Glibc.close(end) } }

    func close(_ end: Int32) {
        if open.remove(end) != nil { Glibc.close(end) }
    }

    /// What can be read now, at most so many bytes.
    func read(_ limit: Int) -> [UInt8] {
        var bytes = Array(repeating: UInt8(0), count: limit)
        let count = Glibc.read(reader, &bytes, limit)
        return Array(bytes.prefix(max(0, count)))
    }

    func text(_ limit: Int = 1_000) -> String { String(decoding: read(limit), as: UTF8.self) }
}

@Suite(.timeLimit(.minutes(1))) struct FileOutputTests {
    @Test func `text is written at once and buffered bytes before it`() throws {
        let pipe = try Pipe()
        let output = FileOutput(descriptor: pipe.writer)
        try output.buffer(bytes: Array("one\n".utf8))
        try output.write("two\n")
        #expect(pipe.text() == "one\ntwo\n")
        try output.buffer(bytes: Array("three\n".utf8))
        try output.flush()
        #expect(pipe.text() == "three\n")
        #expect(!output.isTerminal)
        #expect(Terminal.size(of: pipe.writer) == nil)
    }

    @Test func `buffered bytes wait until there are many`() throws {
        let pipe = try Pipe()
        try #require(fcntl(pipe.reader, F_SETFL, O_NONBLOCK) == 0)
        let output = FileOutput(descriptor: pipe.writer)
        try output.buffer(bytes: Array("early\n".utf8))
        #expect(pipe.read(10).isEmpty)
        try output.buffer(bytes: Array(repeating: UInt8(ascii: "x"), count: 60_000))
        #expect(pipe.read(10).isEmpty)
        // Fills the buffer's 64 KiB, which a pipe takes without blocking.
        try output.buffer(bytes: Array(repeating: UInt8(ascii: "y"), count: 5_530))
        #expect(pipe.text(10) == "early\nxxxx")
    }

    @Test func `a slow reader of a non-blocking pipe gets everything`() throws {
        let pipe = try Pipe()
        try #require(fcntl(pipe.writer, F_SETFL, O_NONBLOCK) == 0)
        let size = 300_000
        let reader = pipe.reader
        let received = Mutex(0)
        let reading = DispatchGroup()
        // A thread of its own: both ends block, and tests share few.
        DispatchQueue(label: "reader").async(group: reading) {
            let count = drain(reader, size)
            received.withLock { $0 = count }
        }
        try FileOutput(descriptor: pipe.writer).write(bytes: Array(repeating: UInt8(ascii: "z"), count: size))
        reading.wait()
        pipe.close(pipe.writer)
        #expect(received.withLock { $0 } == size)
    }

    @Test func `a reader that went away is told apart from other failures`() throws {
        FileOutput.ignoreBrokenPipes()
        let pipe = try Pipe()
        let output = FileOutput(descriptor: pipe.writer)
        pipe.close(pipe.reader)
        #expect(throws: OutputError.brokenPipe) { try output.write("lost") }
        #expect(output.isBroken)
        #expect(throws: OutputError.brokenPipe) { try output.buffer(bytes: [1]) }
        output.show("nobody minds")
        pipe.close(pipe.writer)

        let closed = FileOutput(descriptor: -1)
        #expect(throws: OutputError.failed(code: EBADF)) { try closed.write("lost") }
        #expect(!closed.isBroken)
        #expect(OutputError.failed(code: EBADF).description.hasPrefix("cannot write output: "))
    }
}

/// Reads until so many bytes have come or the pipe has ended; answers how many came.
private func drain(_ descriptor: Int32, _ expected: Int) -> Int {
    var bytes = Array(repeating: UInt8(0), count: 4_096)
    var total = 0
    while total < expected {
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { break }
        total += count
    }
    return total
}
