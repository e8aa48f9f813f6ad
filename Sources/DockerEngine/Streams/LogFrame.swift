/// Some bytes that a container wrote, or read.
package struct LogFrame: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case stdin, stdout, stderr
    }

    package var kind: Kind
    package var bytes: [UInt8]

    package init(_ kind: Kind, _ bytes: [UInt8]) {
        self.kind = kind
        self.bytes = bytes
    }
}

/// A container's output stream went wrong half way.
package struct EngineStreamError: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Takes the engine's multiplexed stream apart.
///
/// Each frame has a head of eight bytes: the stream's number, three zeros, and the length of what follows, its most
/// significant byte first.
struct FrameDecoder {
    private static let headLength = 8
    /// The engine copies in pieces of 32 KiB; a length beyond this means that these are no frames.
    private static let longestFrame = 1 << 28

    private var buffer: [UInt8] = []
    private var start = 0

    mutating func append(_ bytes: [UInt8]) {
        guard start < buffer.count else {
            buffer = bytes
            start = 0
            return
        }
        if start > 0 {
            buffer.removeSubrange(..<start)
            start = 0
        }
        buffer += bytes
    }

    /// The next whole frame; nil when more bytes are needed.
    ///
    /// - Throws: ``EngineStreamError`` when the engine reports a failure in the stream, or the bytes are no frames.
    mutating func next() throws -> LogFrame? {
        while buffer.count - start >= Self.headLength {
            let length = payloadLength
            guard length <= Self.longestFrame, (1...3).allSatisfy({ buffer[start + $0] == 0 }) else {
                throw EngineStreamError(
                    "the engine's stream is not in frames, as it is for a container with a terminal"
                )
            }
            guard buffer.count - start - Self.headLength >= length else { return nil }
            let payload = start + Self.headLength
            let number = buffer[start]
            start = payload + length
            guard length > 0 else { continue }
            return try Self.frame(number, Array(buffer[payload..<start]))
        }
        return nil
    }

    /// What came of a frame whose rest was cut off, once the stream has ended.
    mutating func finish() throws -> LogFrame? {
        let payload = start + Self.headLength
        guard payload < buffer.count else { return nil }
        defer { start = buffer.count }
        return try Self.frame(buffer[start], Array(buffer[payload...]))
    }

    private var payloadLength: Int {
        buffer[(start + 4)..<(start + Self.headLength)].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func frame(_ number: UInt8, _ bytes: [UInt8]) throws -> LogFrame {
        switch number {
        case 0: return LogFrame(.stdin, bytes)
        case 1: return LogFrame(.stdout, bytes)
        case 2: return LogFrame(.stderr, bytes)
        case 3: throw EngineStreamError("the engine reports: \(String(decoding: bytes, as: UTF8.self))")
        default: throw EngineStreamError("the engine's stream has a frame of the unknown kind \(number)")
        }
    }
}
