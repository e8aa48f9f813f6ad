import CurlHTTP
import Glibc
import Synchronization

/// A server on a unix socket in a directory of its own, each connection on a thread of its own.
///
/// Tests say what it answers, byte by byte where they like.
final class StubServer: Sendable {
    let path: String
    private let directory: String
    private let listener: Int32
    private let accepted = Mutex(0)

    var endpoint: HTTPEndpoint { .unixSocket(path: path) }
    var client: HTTPClient { HTTPClient(endpoint: endpoint) }
    var acceptedCount: Int { accepted.withLock { count -> Int in count } }

    /// Listens at once; `handle` talks on one connection, which is closed when it returns.
    init(_ handle: @escaping @Sendable (StubConnection) -> Void) throws {
        directory = try makeTemporaryDirectory()
        path = directory + "/stub.sock"
        listener = try listen(at: path)
        spawnThread { [weak self, listener] in
            while true {
                let descriptor = accept(listener, nil, nil)
                if descriptor < 0 { break }
                let number = self?.nextNumber() ?? 0
                spawnThread { handle(StubConnection(descriptor, number: number)) }
            }
            Glibc.close(listener)
        }
    }

    deinit {
        // Ends the accepting thread, which closes the listener.
        shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
        rmdir(directory)
    }

    private func nextNumber() -> Int {
        accepted.withLock { count -> Int in
            count += 1
            return count
        }
    }
}

struct SystemError: Error {
    let call: String
    let code: Int32

    init(_ call: String) {
        self.call = call
        code = errno
    }
}

func makeTemporaryDirectory() throws -> String {
    var template = Array("/tmp/curl-http-XXXXXX".utf8CString)
    return try template.withUnsafeMutableBufferPointer { buffer -> String in
        guard let base = buffer.baseAddress, mkdtemp(base) != nil else { throw SystemError("mkdtemp") }
        return String(cString: base)
    }
}

/// A listening unix socket.
func listen(at path: String) throws -> Int32 {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw SystemError("socket") }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { bytes in bytes.copyBytes(from: path.utf8) }
    let length = socklen_t(MemoryLayout<sockaddr_un>.size)
    let code = withUnsafePointer(to: &address) { pointer -> Int32 in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard code == 0 else { throw SystemError("bind") }
    guard Glibc.listen(descriptor, 256) == 0 else { throw SystemError("listen") }
    return descriptor
}

/// A TCP socket that completes connections and never says a word, and its port.
func listenOnLoopback() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw SystemError("socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let code = withUnsafeMutablePointer(to: &address) { pointer -> Int32 in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
            guard bind(descriptor, generic, length) == 0, Glibc.listen(descriptor, 8) == 0 else { return -1 }
            return getsockname(descriptor, generic, &length)
        }
    }
    guard code == 0 else { throw SystemError("listen") }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

/// Runs `body` on a thread of its own, so that a stub that blocks takes no thread from Swift's pool.
func spawnThread(_ body: @escaping @Sendable () -> Void) {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread,
        nil,
        { context in
            guard let context else { return nil }
            Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
            return nil
        },
        box.toOpaque()
    )
    precondition(code == 0, "a test can start a thread")
    pthread_detach(thread)
}

private final class ThreadBody: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

/// Something that tests and stub threads tell each other.
final class Shared<Value: Sendable>: Sendable {
    private let state: Mutex<Value>

    init(_ value: Value) {
        state = Mutex(value)
    }

    var value: Value { state.withLock { value -> Value in value } }

    func set(_ new: Value) { state.withLock { value in value = new } }

    /// Blocks the calling thread until the value is as wanted; false after 20 seconds.
    @discardableResult
    func block(until isWanted: (Value) -> Bool) -> Bool {
        for _ in 0..<20_000 {
            if isWanted(value) { return true }
            usleep(1000)
        }
        return false
    }

    /// Waits until the value is as wanted; false after 20 seconds.
    func wait(until isWanted: @Sendable (Value) -> Bool) async throws -> Bool {
        try await eventually { isWanted(value) }
    }
}

extension Shared where Value == Int {
    @discardableResult
    func add(_ count: Int) -> Int {
        state.withLock { value -> Int in
            value += count
            return value
        }
    }
}

/// Waits until the condition holds; false after 20 seconds.
func eventually(_ condition: @Sendable () -> Bool) async throws -> Bool {
    for _ in 0..<4_000 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
