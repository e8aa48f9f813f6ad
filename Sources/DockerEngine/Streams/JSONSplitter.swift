/// Finds the JSON values in a stream that has them one after the other, with or without line breaks between them.
struct JSONSplitter {
    private var buffer: [UInt8] = []
    /// Where the value under way begins.
    private var start = 0
    /// How far the bytes have been looked at.
    private var position = 0
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    mutating func append(_ bytes: [UInt8]) {
        if start >= buffer.count {
            (buffer, start, position) = (bytes, 0, 0)
            return
        }
        if start > 0 {
            buffer.removeSubrange(..<start)
            position -= start
            start = 0
        }
        buffer += bytes
    }

    /// The bytes of the next whole value; nil when more are needed.
    mutating func next() -> [UInt8]? {
        while position < buffer.count {
            let byte = buffer[position]
            position += 1
            if isInString {
                passInString(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 { return take() }
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t"):
                guard depth == 0 else { continue }
                // Space between values, or the end of one that is no object: text from something that is no engine.
                if position - 1 > start { return take(upTo: position - 1) }
                start = position
            default:
                continue
            }
        }
        return nil
    }

    /// What is left when the stream has ended: a value whose rest was cut off; nil when nothing is.
    mutating func finish() -> [UInt8]? {
        guard start < buffer.count else { return nil }
        position = buffer.count
        return take()
    }

    private mutating func passInString(_ byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
        }
    }

    private mutating func take() -> [UInt8] { take(upTo: position) }

    private mutating func take(upTo end: Int) -> [UInt8] {
        defer { (start, depth, isInString, isEscaped) = (position, 0, false, false) }
        return Array(buffer[start..<end])
    }
}
