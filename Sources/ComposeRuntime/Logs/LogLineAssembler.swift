internal import DockerEngine

/// Cuts what the engine sends of a log into lines, and takes the engine's timestamps off.
///
/// The engine puts a timestamp before each message. A long line is several messages, so its later parts would have
/// timestamps in their midst; frames show where messages begin, and the raw output of a terminal does not.
struct LogLineAssembler {
    enum Timestamps {
        case absent
        /// Each frame begins with one.
        case onFrames
        /// Each line begins with one.
        case onLines
    }

    struct Line: Equatable {
        var kind: LogFrame.Kind
        var bytes: [UInt8]
        var timestamp: String?
    }

    /// A line that grows beyond this is given out in pieces, so that a program without line breaks fills no memory.
    static let longestLine = 1 << 20

    private let timestamps: Timestamps
    private var partial: [LogFrame.Kind: Line] = [:]
    /// The newest timestamp so far, also of a line that is not whole yet.
    private(set) var lastTimestamp: String?

    init(_ timestamps: Timestamps) {
        self.timestamps = timestamps
    }

    /// The lines that the frame completes.
    mutating func append(_ frame: LogFrame) -> [Line] {
        var rest = frame.bytes[...]
        var timestamp: String?
        if timestamps == .onFrames { timestamp = takeTimestamp(off: &rest) }
        var lines: [Line] = []
        var line = partial.removeValue(forKey: frame.kind) ?? Line(kind: frame.kind, bytes: [], timestamp: timestamp)
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line.bytes += rest[..<newline]
            lines.append(finished(line))
            line = Line(kind: frame.kind, bytes: [], timestamp: timestamp)
            rest = rest[(newline + 1)...]
        }
        line.bytes += rest
        if line.bytes.count > Self.longestLine {
            lines.append(finished(line))
        } else if !line.bytes.isEmpty {
            partial[frame.kind] = line
        }
        return lines
    }

    /// What has no line break at its end, once the log has ended.
    mutating func finish() -> [Line] {
        var lines: [Line] = []
        for kind in [LogFrame.Kind.stdin, .stdout, .stderr] {
            if let line = partial.removeValue(forKey: kind) { lines.append(finished(line)) }
        }
        return lines
    }

    private mutating func finished(_ line: Line) -> Line {
        guard timestamps == .onLines else { return line }
        var line = line
        var bytes = line.bytes[...]
        line.timestamp = takeTimestamp(off: &bytes)
        line.bytes = Array(bytes)
        return line
    }

    /// nil when there is none, and then nothing is taken.
    private mutating func takeTimestamp(off bytes: inout ArraySlice<UInt8>) -> String? {
        let head = bytes.prefix(EngineTime.longestTimestamp + 1)
        guard let space = head.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let text = String(decoding: head[..<space], as: UTF8.self)
        guard EngineTime.nanoseconds(timestamp: text) != nil else { return nil }
        bytes = bytes[(space + 1)...]
        lastTimestamp = text
        return text
    }
}
