import Glibc

/// One accepted connection of a `StubServer`, used on its thread only.
final class StubConnection {
    /// 1 for the first connection that the server accepted.
    let number: Int
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32, number: Int) {
        self.descriptor = descriptor
        self.number = number
    }

    deinit { Glibc.close(descriptor) }

    // MARK: - Reading

    /// What has arrived, waiting for it if need be; empty when the client has closed its side.
    func readSome() -> [UInt8] {
        if !buffer.isEmpty {
            let bytes = buffer
            buffer = []
            return bytes
        }
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : []
    }

    /// Everything until the client closes its side.
    func readToEnd() -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let bytes = readSome()
            if bytes.isEmpty { return all }
            all += bytes
        }
    }

    /// A request's head without its empty line; nil when the client has closed its side.
    func readHead() -> String? {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard let byte = readByte() else { return nil }
            head.append(byte)
        }
        return String(decoding: head.dropLast(4), as: UTF8.self)
    }

    /// The body that `head` announces, by its length or in chunks; what there is of it when the client closes.
    func readBody(of head: String) -> [UInt8] {
        let fields = head.lowercased()
        if fields.contains("transfer-encoding: chunked") { return readChunks().body }
        guard let field = fields.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") }) else {
            return []
        }
        return readBytes(Int(field.dropFirst("content-length:".count).filter { $0 != " " }) ?? 0)
    }

    /// A body in chunks, and whether its last chunk came.
    func readChunks() -> (body: [UInt8], isComplete: Bool) {
        var body: [UInt8] = []
        while true {
            guard let line = readLine(), let size = Int(line, radix: 16) else { return (body, false) }
            body += readBytes(size)
            guard readLine() != nil else { return (body, false) }
            if size == 0 { return (body, true) }
        }
    }

    private func readByte() -> UInt8? {
        if buffer.isEmpty { buffer = readSome() }
        return buffer.isEmpty ? nil : buffer.removeFirst()
    }

    private func readLine() -> String? {
        var line: [UInt8] = []
        while let byte = readByte() {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            if byte != UInt8(ascii: "\r") { line.append(byte) }
        }
        return nil
    }

    private func readBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let some = readSome()
            if some.isEmpty { break }
            let wanted = min(some.count, count - bytes.count)
            bytes += some[..<wanted]
            buffer = Array(some[wanted...])
        }
        return bytes
    }

    // MARK: - Writing

    /// Returns false when the client has gone away.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { unsent -> Int in
                send(descriptor, unsent.baseAddress, unsent.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    /// A complete answer with a plain body.
    @discardableResult
    func answer(_ body: String, status: String = "200 OK", fields: String = "") -> Bool {
        write("HTTP/1.1 \(status)\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
