import Glibc
import Synchronization

/// One connection to the stub, served on a thread of its own.
final class StubConnection {
    private let descriptor: Int32
    private let script: StubEngine.Script
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32, _ script: StubEngine.Script) {
        self.descriptor = descriptor
        self.script = script
    }

    func serve() {
        defer { close(descriptor) }
        while let request = readRequest() {
            script.requests.withLock { $0.append(request) }
            let answer =
                request.target == "/_ping"
                ? StubAnswer(headers: script.pingHeaders, body: .bytes(Array("OK".utf8))) : script.answer(request)
            guard send(answer, to: request) else { return }
        }
    }

    /// Whether the connection can take another request.
    private func send(_ answer: StubAnswer, to request: StubRequest) -> Bool {
        var head = "HTTP/1.1 \(answer.status) Stub\r\n"
        for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
        switch answer.body {
        case .bytes(let bytes):
            if answer.status != 304, answer.status != 204 { head += "Content-Length: \(bytes.count)\r\n" }
            write(Array((head + "\r\n").utf8) + (request.method == "HEAD" ? [] : bytes))
            return true
        case .chunks(let chunks):
            write(Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8))
            for chunk in chunks where !chunk.isEmpty {
                write(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
                usleep(1000)
            }
            write(Array("0\r\n\r\n".utf8))
            return true
        case .broken(let bytes):
            write(Array((head + "Content-Length: \(bytes.count + 10)\r\n\r\n").utf8) + bytes)
            return false
        case .upgraded(let chunks):
            write(Array((head + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n").utf8))
            for chunk in chunks {
                write(chunk)
                usleep(1000)
            }
            shutdown(descriptor, Int32(SHUT_WR))
            repeat {
                let bytes = buffer
                buffer = []
                script.input.withLock { $0 += bytes }
            } while fill()
            return false
        }
    }

    private func readRequest() -> StubRequest? {
        guard let first = readLine() else { return nil }
        let words = first.split(separator: " ")
        guard words.count == 3 else { return nil }
        var request = StubRequest(method: String(words[0]), target: String(words[1]))
        while let line = readLine(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            request.headers[line[..<colon].lowercased()] = String(value)
        }
        if request.headers["expect"] != nil { write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        if request.headers["transfer-encoding"]?.lowercased() == "chunked" {
            while let size = readLine(), let count = Int(size, radix: 16) {
                request.body += read(count)
                _ = readLine()
                if count == 0 { break }
            }
        } else if let length = request.headers["content-length"], let count = Int(length) {
            request.body = read(count)
        }
        return request
    }

    /// The next line without its end; nil once the client has left.
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

    private func read(_ count: Int) -> [UInt8] {
        while buffer.count < count {
            guard fill() else { break }
        }
        let bytes = Array(buffer.prefix(count))
        buffer.removeFirst(bytes.count)
        return bytes
    }

    private func fill() -> Bool {
        var piece = [UInt8](repeating: 0, count: 65536)
        let count = Glibc.read(descriptor, &piece, piece.count)
        guard count > 0 else { return false }
        buffer += piece.prefix(count)
        return true
    }

    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
