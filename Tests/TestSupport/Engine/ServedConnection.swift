/// One connection to a simulated engine, used on its thread only.
final class ServedConnection {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    // MARK: - Reading

    /// The next request; nil once the client has left.
    func readRequest() -> ServedRequest? {
        guard let first = readLine() else { return nil }
        let words = first.split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        while let line = readLine(), !line.isEmpty {
            let sides = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { continue }
            headers[sides[0].lowercased()] = String(sides[1].drop { $0 == " " })
        }
        if headers["expect"] != nil { write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        var body: [UInt8] = []
        if headers["transfer-encoding"]?.lowercased() == "chunked" {
            guard let chunks = readChunks() else { return nil }
            body = chunks
        } else if let count = headers["content-length"].flatMap({ Int($0) }) {
            guard let bytes = readBytes(count) else { return nil }
            body = bytes
        }
        return ServedRequest(method: words[0], target: words[1], body: body)
    }

    /// Waits until the client leaves, whatever it still says.
    func readToEnd() {
        while !UnixSocket.read(descriptor).isEmpty {}
    }

    private func readChunks() -> [UInt8]? {
        var body: [UInt8] = []
        while let line = readLine(), let count = Int(line, radix: 16) {
            guard let bytes = readBytes(count), readLine() != nil else { return nil }
            if count == 0 { return body }
            body += bytes
        }
        return nil
    }

    private func readLine() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                var line = buffer[..<end]
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                let text = String(decoding: line, as: UTF8.self)
                buffer.removeSubrange(...end)
                return text
            }
            guard fill() else { return nil }
        }
    }

    private func readBytes(_ count: Int) -> [UInt8]? {
        while buffer.count < count {
            guard fill() else { return nil }
        }
        let bytes = Array(buffer.prefix(count))
        buffer.removeFirst(count)
        return bytes
    }

    private func fill() -> Bool {
        let bytes = UnixSocket.read(descriptor)
        buffer += bytes
        return !bytes.isEmpty
    }

    // MARK: - Writing

    /// Whether the connection can take another request afterwards.
    func send(_ answer: ServedAnswer, toHead isHead: Bool) -> Bool {
        var head = "HTTP/1.1 \(answer.status) Simulated\r\n"
        for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
        switch answer.body {
        case .bytes(let bytes):
            let hasBody = answer.status != 204 && answer.status != 304
            if hasBody { head += "Content-Length: \(bytes.count)\r\n" }
            let sent: [UInt8] = hasBody && !isHead ? bytes : []
            return write(Array((head + "\r\n").utf8) + sent)
        case .later(let work):
            guard write(Array((head + Self.chunkedEnd).utf8)) else { return false }
            let bytes = work()
            let piece: [UInt8] = bytes.isEmpty ? [] : Self.chunk(bytes)
            return write(piece + Array("0\r\n\r\n".utf8))
        case .upgraded:
            write(Array((head + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n").utf8))
            return false
        }
    }

    /// The end of the head of an answer whose body comes piece by piece.
    static let chunkedEnd = "Transfer-Encoding: chunked\r\n\r\n"

    /// A piece of such a body.
    static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }

    @discardableResult
    private func write(_ bytes: [UInt8]) -> Bool { UnixSocket.write(bytes, to: descriptor) }
}
