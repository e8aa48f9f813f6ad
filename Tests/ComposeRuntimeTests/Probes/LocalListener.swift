import Glibc

@testable import ComposeRuntime

/// Takes connections at a port of this machine that the kernel picks, until it is let go of.
final class LocalListener: Sendable {
    struct Failure: Error {
        let number: Int32
    }

    let port: Int
    private let listener: Int32

    /// `serve` talks on one connection, which is closed when it returns; without it connections wait unanswered.
    init(_ serve: (@Sendable (Int32) -> Void)? = nil) throws {
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
        // A client that leaves early must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        guard let serve else { return }
        try BlockingThread.start {
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                serve(connection)
                close(connection)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}
