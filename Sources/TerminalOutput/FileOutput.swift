internal import Glibc
internal import Synchronization

/// Why bytes could not be written.
package enum OutputError: Error, Sendable, Equatable {
    /// The reader went away, as `head` does in `logs | head`: a reason to end quietly.
    case brokenPipe
    /// The kernel refused; carries `errno`.
    case failed(code: Int32)
}

extension OutputError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .brokenPipe: "cannot write output: the reader has gone away"
        case .failed(let code): "cannot write output: \(String(cString: strerror(code)))"
        }
    }
}

/// A file descriptor to which whole texts are written, from any number of tasks.
///
/// A text is never interleaved with another. Nothing is closed at the end: the descriptors are the process's own.
package final class FileOutput: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var isBroken = false
    }

    /// Buffered bytes beyond this many are written at once.
    private static let bufferLimit = 64 * 1024

    package static let standardOutput = FileOutput(descriptor: 1)
    package static let standardError = FileOutput(descriptor: 2)

    package let descriptor: Int32
    private let state = Mutex(State())

    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Makes a write to a closed pipe an error instead of the end of the process; called once at its start.
    package static func ignoreBrokenPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Whether the reader was found to be gone; every later write fails with `brokenPipe`.
    package var isBroken: Bool { state.withLock { $0.isBroken } }

    package var isTerminal: Bool { Terminal.isTerminal(descriptor) }

    /// Writes all of the text, after what is still buffered; waits as long as the reader takes.
    package func write(_ text: String) throws(OutputError) {
        try write(bytes: Array(text.utf8))
    }

    package func write(bytes: [UInt8]) throws(OutputError) {
        try state.withLock { (state) throws(OutputError) -> Void in
            state.buffer += bytes
            try flush(&state)
        }
    }

    /// Writes what nobody will miss, such as progress: a failure is forgotten.
    package func show(_ text: String) {
        // A screen that is gone is no reason to stop the work it would have shown.
        try? write(text)
    }

    /// Takes bytes for later, to save system calls on bulk such as logs.
    ///
    /// They are written when enough have come together, before the next `write`, and by `flush`, which the caller owes
    /// whenever it has to wait for more.
    package func buffer(bytes: [UInt8]) throws(OutputError) {
        try state.withLock { (state) throws(OutputError) -> Void in
            state.buffer += bytes
            if state.buffer.count >= Self.bufferLimit || state.isBroken { try flush(&state) }
        }
    }

    package func flush() throws(OutputError) {
        try state.withLock { (state) throws(OutputError) -> Void in try flush(&state) }
    }

    private func flush(_ state: inout State) throws(OutputError) {
        // What cannot be written is dropped: to offer it again would only repeat the failure.
        defer { state.buffer.removeAll(keepingCapacity: true) }
        guard !state.isBroken else { throw .brokenPipe }
        var start = 0
        while start < state.buffer.count {
            let count = state.buffer.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
            }
            if count >= 0 {
                start += count
                continue
            }
            switch errno {
            case EINTR:
                continue
            case EAGAIN:
                waitUntilWritable()
            case EPIPE:
                state.isBroken = true
                throw .brokenPipe
            case let code:
                throw .failed(code: code)
            }
        }
    }

    /// Waits until a descriptor that somebody made non-blocking takes more; the write that follows reports errors.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}
