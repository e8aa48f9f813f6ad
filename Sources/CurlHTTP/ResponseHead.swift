/// Status and header fields of a response.
struct ResponseHead: Sendable {
    var status: Int
    var headers: HTTPHeaders
}

/// Reads the head of a response line by line.
struct ResponseHeadReader {
    private var head: ResponseHead?

    /// Takes the next line with its line break, and returns the head once that was its last line.
    ///
    /// Interim heads (1xx) are passed over, all but `101`: after that one the connection is no longer HTTP.
    mutating func take(line bytes: ArraySlice<UInt8>) -> ResponseHead? {
        var line = bytes
        while line.last == UInt8(ascii: "\n") || line.last == UInt8(ascii: "\r") { line.removeLast() }
        if line.starts(with: "HTTP/".utf8) {
            head = ResponseHead(status: Self.status(of: line), headers: [:])
            return nil
        }
        if line.isEmpty {
            guard let complete = head, complete.status >= 200 || complete.status == 101 else { return nil }
            head = nil
            return complete
        }
        if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
            let name = String(decoding: line[..<colon], as: UTF8.self)
            head?.headers.add(name, Self.trimmed(line[(colon + 1)...]))
        }
        return nil
    }

    /// The number in `HTTP/1.1 200 OK`; 0 when there is none.
    private static func status(of line: ArraySlice<UInt8>) -> Int {
        let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count > 1 else { return 0 }
        return Int(String(decoding: words[1], as: UTF8.self)) ?? 0
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        var value = bytes
        while let first = value.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") { value.removeFirst() }
        while let last = value.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { value.removeLast() }
        return String(decoding: value, as: UTF8.self)
    }
}
