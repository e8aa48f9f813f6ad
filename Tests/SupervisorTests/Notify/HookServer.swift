import Glibc
import Synchronization

/// A server on this machine that keeps what is posted to it, and answers with statuses in turn; the last goes on.
///
/// Without any status it never answers.
final class HookServer: Sendable {
    struct Failure: Error {
        let number: Int32
    }

    let port: Int
    private let listener: Int32
    private let log: RequestLog

    init(_ statuses: [Int]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(number: errno) }
        listener = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer -> Int32 in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw -> Int32 in
                guard bind(descriptor, raw, length) == 0, listen(descriptor, 16) == 0 else { return -1 }
                return getsockname(descriptor, raw, &length)
            }
        }
        guard code == 0 else { throw Failure(number: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        let log = RequestLog(statuses)
        self.log = log
        // A client that leaves early must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        let thread = ServerThread(listener: descriptor, log: log)
        try thread.start()
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// What has been posted, once there is so much of it.
    func requests(_ count: Int) async -> [String] {
        while true {
            let requests = log.all
            if requests.count >= count { return requests }
            // A test that waits in vain ends by its own time limit.
            try? await Task.sleep(for: .milliseconds(5))
            if Task.isCancelled { return log.all }
        }
    }
}

/// What a server was sent, and what it says.
private final class RequestLog: Sendable {
    private let statuses: [Int]
    private let requests = Mutex<[String]>([])

    init(_ statuses: [Int]) {
        self.statuses = statuses
    }

    var all: [String] { requests.withLock { $0 } }

    /// The status to answer with; nil for no answer.
    func take(_ request: String) -> Int? {
        let count = requests.withLock { requests -> Int in
            requests.append(request)
            return requests.count
        }
        return statuses.isEmpty ? nil : statuses[min(count, statuses.count) - 1]
    }
}

/// Serves one connection after the other, each with one request.
private final class ServerThread: Sendable {
    private let listener: Int32
    private let log: RequestLog

    init(listener: Int32, log: RequestLog) {
        self.listener = listener
        self.log = log
    }

    func start() throws {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let code = pthread_create(
            &thread,
            nil,
            { context in
                if let context { Unmanaged<ServerThread>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            },
            context.toOpaque()
        )
        guard code == 0 else {
            context.release()
            throw HookServer.Failure(number: code)
        }
        pthread_detach(thread)
    }

    private func run() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { return }
            serve(connection)
            close(connection)
        }
    }

    private func serve(_ connection: Int32) {
        var received = ""
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let size = chunk.count
        while !Self.isWhole(received) {
            let count = read(connection, &chunk, size)
            guard count > 0 else { return }
            received += String(decoding: chunk[..<count], as: UTF8.self)
        }
        guard let status = log.take(received) else {
            // Until the client has had enough.
            _ = read(connection, &chunk, size)
            return
        }
        let answer = Array("HTTP/1.1 \(status) Whatever\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        _ = write(connection, answer, answer.count)
    }

    /// Whether the head and as much of a body as it announces are there.
    private static func isWhole(_ request: String) -> Bool {
        guard let end = request.firstRange(of: "\r\n\r\n") else { return false }
        let head = request[..<end.lowerBound].lowercased()
        guard let field = head.firstRange(of: "content-length: ") else { return true }
        let length = Int(head[field.upperBound...].prefix { $0.isNumber }) ?? 0
        return request[end.upperBound...].utf8.count >= length
    }
}
