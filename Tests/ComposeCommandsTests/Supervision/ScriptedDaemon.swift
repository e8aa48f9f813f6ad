import ControlProtocol
import FoundationEssentials
import Glibc
import Synchronization

/// Answers at a socket as a test has it, and keeps what it was asked.
///
/// One connection after the other, each for one request.
final class ScriptedDaemon: Sendable {
    struct Request: Sendable, Equatable {
        var method: String
        var target: String
        var body: String

        /// `GET /v1/status`.
        var line: String { "\(method) \(target)" }
    }

    struct Reply: Sendable {
        var status = 200
        var body = ""

        static func json(_ value: some Encodable) -> Reply {
            guard let bytes = try? JSONEncoder().encode(value) else { return Reply(status: 500) }
            return Reply(body: String(decoding: bytes, as: UTF8.self))
        }
    }

    /// nil leaves the caller waiting.
    typealias Script = @Sendable (Request) -> Reply?

    /// Its path.
    let socket: String
    private let listener: Int32
    private let script: Script
    private let state = Mutex(State())

    private struct State {
        var requests: [Request] = []
        /// Connections of those who wait in vain.
        var waiting: [Int32] = []
    }

    struct CannotListen: Error {}

    init(_ script: @escaping Script) throws {
        self.script = script
        socket = "/tmp/scripted-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock"
        listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = socket
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = listener
        let bound = withUnsafePointer(to: &address) { pointer -> Int32 in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(descriptor, 16) == 0 else { throw CannotListen() }
        let context = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<ScriptedDaemon>.fromOpaque(context).takeRetainedValue().serve()
                return nil
            },
            context.toOpaque()
        )
        guard code == 0 else {
            context.release()
            throw CannotListen()
        }
        pthread_detach(thread)
    }

    /// Ends it; nobody is answered any more.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(socket)
        for connection in state.withLock({ $0.waiting }) { close(connection) }
    }

    /// What it was asked, in order.
    var requests: [Request] { state.withLock { $0.requests } }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            guard let request = Self.read(connection) else {
                close(connection)
                continue
            }
            state.withLock { $0.requests.append(request) }
            if let reply = script(request) {
                Self.write(reply, to: connection)
                close(connection)
            } else {
                state.withLock { $0.waiting.append(connection) }
            }
        }
        close(listener)
    }

    private static func read(_ connection: Int32) -> Request? {
        var text = ""
        while !text.contains("\r\n\r\n") {
            guard let more = receive(connection) else { return nil }
            text += more
        }
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let lines = parts[0].split(separator: "\r\n").map { String($0) }
        let words = (lines.first ?? "").split(separator: " ").map { String($0) }
        guard words.count == 3 else { return nil }
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { $0.split(separator: " ").last }
            .flatMap { Int($0) }
        var body = parts.count > 1 ? String(parts[1]) : ""
        while body.utf8.count < length ?? 0 {
            guard let more = receive(connection) else { return nil }
            body += more
        }
        return Request(method: words[0], target: words[1], body: body)
    }

    private static func receive(_ connection: Int32) -> String? {
        let size = 65_536
        var bytes = [UInt8](repeating: 0, count: size)
        let count = recv(connection, &bytes, size, 0)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    private static func write(_ reply: Reply, to connection: Int32) {
        let body = Array(reply.body.utf8)
        let head = "HTTP/1.1 \(reply.status) Scripted\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let bytes = Array(head.utf8) + body
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { rest -> Int in
                send(connection, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}
