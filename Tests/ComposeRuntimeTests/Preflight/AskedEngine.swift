import DockerEngine
import Glibc
import Synchronization

@testable import ComposeRuntime

/// An engine that answers from a table by path and keeps what it was asked.
///
/// Speaks just enough HTTP for calls without a body, on a unix socket of its own.
final class AskedEngine: Sendable {
    /// Outlives the engine for as long as a connection needs it.
    private final class Script: Sendable {
        let answers: [String: String]
        let conflicts: Set<String>
        let asked = Mutex<[String]>([])

        init(_ answers: [String: String], _ conflicts: Set<String>) {
            self.answers = answers
            self.conflicts = conflicts
        }

        func answer(_ method: String, _ target: String) -> String {
            asked.withLock { $0.append(target) }
            guard !conflicts.contains(method) else {
                return "HTTP/1.1 409 Conflict\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\n{}"
            }
            let path = String(target.prefix { $0 != "?" })
            let body = answers.first { path.hasSuffix($0.key) }?.value ?? "[]"
            return "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        }
    }

    private let path = "/tmp/asked-engine-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock"
    private let script: Script
    private let listener: Int32

    /// `conflicts` are methods whose every call is refused, because something else is under way.
    init(_ answers: [String: String] = [:], conflicts: Set<String> = []) throws {
        script = Script(answers, conflicts)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let descriptor = listener
        let bound = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0, listen(listener, 16) == 0 else { throw Failure(number: errno) }
        // A client that leaves early must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        let script = script
        try BlockingThread.start {
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { break }
                // Without a thread the client waits in vain, which its test tells.
                try? BlockingThread.start { Self.serve(connection, script) }
            }
            close(descriptor)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
    }

    var client: EngineClient { EngineClient(host: EngineHost(socket: path)) }

    /// The paths that were asked for, without the version, in order of their names.
    var asked: [String] {
        script.asked.withLock { $0 }.map { $0.hasPrefix("/v1.41") ? String($0.dropFirst("/v1.41".count)) : $0 }.sorted()
    }

    struct Failure: Error {
        let number: Int32
    }

    private static func serve(_ connection: Int32, _ script: Script) {
        defer { close(connection) }
        var received = ""
        let size = 4096
        var chunk = [UInt8](repeating: 0, count: size)
        while true {
            let count = read(connection, &chunk, size)
            guard count > 0 else { return }
            received += String(decoding: chunk[..<count], as: UTF8.self)
            while let end = received.firstRange(of: "\r\n\r\n") {
                let words = received.prefix { $0 != "\r\n" }.split(separator: " ")
                received.removeSubrange(..<end.upperBound)
                guard words.count > 1 else { return }
                let bytes = Array(script.answer(String(words[0]), String(words[1])).utf8)
                guard write(connection, bytes, bytes.count) == bytes.count else { return }
            }
        }
    }
}
