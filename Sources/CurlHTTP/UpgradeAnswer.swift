/// Reads the answer to an upgrade request from the bytes of the connection.
struct UpgradeAnswer {
    enum Outcome {
        /// The connection carries raw bytes from here on, of which `rest` came together with the head.
        case upgraded(ResponseHead, rest: [UInt8])
        case refused(HTTPUpgradeRefused)
        /// The bytes are no HTTP.
        case garbled
    }

    private static let longestHead = 64 * 1024
    private static let longestRefusal = 1 << 20

    private var buffer: [UInt8] = []
    private var headReader = ResponseHeadReader()
    /// The head of an answer that is no upgrade.
    private var refusal: ResponseHead?

    /// Takes the next bytes, and returns what they amount to once that is known.
    mutating func take(_ bytes: [UInt8]) -> Outcome? {
        buffer += bytes
        while refusal == nil, let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
            let complete = headReader.take(line: buffer[...end])
            buffer.removeSubrange(...end)
            guard let head = complete else { continue }
            if Self.isUpgrade(head) { return .upgraded(head, rest: buffer) }
            refusal = head
        }
        guard let refusal else { return buffer.count > Self.longestHead ? .garbled : nil }
        guard let body = completeBody(of: refusal) else { return nil }
        return .refused(HTTPUpgradeRefused(status: refusal.status, body: body))
    }

    /// What was taken so far amounts to when no more bytes come; nil when there was not even a head.
    func end() -> Outcome? {
        guard let refusal else { return nil }
        return .refused(HTTPUpgradeRefused(status: refusal.status, body: buffer))
    }

    /// Engines up to API 1.41 leave HTTP with a plain `200` where they were not asked for an upgrade by its headers.
    private static func isUpgrade(_ head: ResponseHead) -> Bool {
        if head.status == 101 { return true }
        let type = head.headers["Content-Type"] ?? ""
        return head.status == 200 && type.hasPrefix("application/vnd.docker.") && type.contains("stream")
    }

    /// The body of a refusal when all of it is there, or more than anyone wants to read.
    private func completeBody(of head: ResponseHead) -> [UInt8]? {
        if head.status == 204 || head.status == 304 { return [] }
        if buffer.count > Self.longestRefusal { return Array(buffer.prefix(Self.longestRefusal)) }
        if head.headers["Transfer-Encoding"]?.lowercased().contains("chunked") == true { return joinedChunks() }
        if let length = head.headers["Content-Length"].flatMap({ Int($0) }) {
            return buffer.count >= length ? Array(buffer.prefix(max(0, length))) : nil
        }
        return nil
    }

    /// The body out of its chunks; nil while the last one has not come.
    private func joinedChunks() -> [UInt8]? {
        var body: [UInt8] = []
        var rest = buffer[...]
        while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let digits = rest[..<lineEnd].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\r") }
            guard let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size > 0 else { return body }
            let data = rest[(lineEnd + 1)...]
            // The chunk ends with a line break of its own.
            guard data.count >= size + 2 else { return nil }
            body += data.prefix(size)
            rest = data.dropFirst(size + 2)
        }
        return nil
    }
}
