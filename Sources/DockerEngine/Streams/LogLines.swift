/// One line that a container wrote.
package struct LogLine: Sendable, Hashable {
    package var kind: LogFrame.Kind
    /// Without the line break; a carriage return before it is kept.
    package var bytes: [UInt8]
    /// False for a piece of a line that is too long to hold, and for a last line without a line break.
    package var isComplete: Bool

    package init(_ kind: LogFrame.Kind, _ bytes: [UInt8], isComplete: Bool = true) {
        self.kind = kind
        self.bytes = bytes
        self.isComplete = isComplete
    }

    /// The line as text, with a replacement character for what is not UTF-8.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Cuts frames into lines, each output stream on its own.
struct LineSplitter {
    /// A line that grows beyond this is given out in pieces, so that a program without line breaks fills no memory.
    static let longestLine = 1 << 20

    private var partial: [LogFrame.Kind: [UInt8]] = [:]
    private var ready: [LogLine] = []
    private var position = 0

    mutating func append(_ frame: LogFrame) {
        var rest = frame.bytes[...]
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            var line = partial.removeValue(forKey: frame.kind) ?? []
            line += rest[..<newline]
            giveOut(line, of: frame.kind, isComplete: true)
            rest = rest[(newline + 1)...]
        }
        guard !rest.isEmpty else { return }
        var kept = partial.removeValue(forKey: frame.kind) ?? []
        kept += rest
        while kept.count > Self.longestLine {
            ready.append(LogLine(frame.kind, Array(kept.prefix(Self.longestLine)), isComplete: false))
            kept.removeFirst(Self.longestLine)
        }
        partial[frame.kind] = kept
    }

    /// The next line that is known to its end; nil when more frames are needed.
    mutating func next() -> LogLine? {
        guard position < ready.count else {
            ready.removeAll(keepingCapacity: true)
            position = 0
            return nil
        }
        position += 1
        return ready[position - 1]
    }

    /// Gives out what has no line break at its end, once the stream has ended.
    mutating func finish() {
        for kind in [LogFrame.Kind.stdin, .stdout, .stderr] {
            guard let rest = partial.removeValue(forKey: kind), !rest.isEmpty else { continue }
            giveOut(rest, of: kind, isComplete: false)
        }
    }

    private mutating func giveOut(_ line: [UInt8], of kind: LogFrame.Kind, isComplete: Bool) {
        var rest = line[...]
        while rest.count > Self.longestLine {
            ready.append(LogLine(kind, Array(rest.prefix(Self.longestLine)), isComplete: false))
            rest = rest.dropFirst(Self.longestLine)
        }
        ready.append(LogLine(kind, Array(rest), isComplete: isComplete))
    }
}

/// What a container writes, line by line.
///
/// To be read once and by one task. Letting go of it ends the transfer.
package struct LogLines: AsyncSequence, Sendable {
    private let frames: LogFrames

    package init(_ frames: LogFrames) {
        self.frames = frames
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        private var frames: LogFrames.AsyncIterator
        private var splitter = LineSplitter()
        private var hasEnded = false

        fileprivate init(_ frames: LogFrames.AsyncIterator) {
            self.frames = frames
        }

        /// The next line; nil at the end of the stream.
        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> LogLine? {
            while true {
                if let line = splitter.next() { return line }
                guard !hasEnded else { return nil }
                if let frame = try await frames.next(isolation: actor) {
                    splitter.append(frame)
                } else {
                    hasEnded = true
                    splitter.finish()
                }
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(frames.makeAsyncIterator()) }
}
