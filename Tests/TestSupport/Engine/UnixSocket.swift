internal import Glibc

/// The few calls that a server on a unix socket takes.
enum UnixSocket {
    /// A socket that listens at a path where nothing is.
    static func listen(at path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemFailure("socket") }
        closeOnExec(descriptor)
        let bound = withAddress(of: path) { address, length -> Int32 in bind(descriptor, address, length) }
        guard bound == 0, Glibc.listen(descriptor, 1024) == 0 else {
            let failure = SystemFailure("listen at \(path)")
            close(descriptor)
            throw failure
        }
        return descriptor
    }

    /// A connection to whoever listens at a path; nil when nobody does.
    static func connect(to path: String) -> Int32? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        closeOnExec(descriptor)
        let connected = withAddress(of: path) { address, length -> Int32 in
            Glibc.connect(descriptor, address, length)
        }
        guard connected == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func withAddress(
        of path: String,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            place.copyBytes(from: path.utf8.prefix(place.count - 1))
        }
        return withUnsafePointer(to: &address) { pointer -> Int32 in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> Int32 in
                body(generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// The next connection; nil once the listener has been shut down.
    static func accept(on listener: Int32) -> Int32? {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor < 0 else {
                closeOnExec(descriptor)
                return descriptor
            }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Ends what is under way on a socket, also where a child process has it too.
    static func shutDown(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// What arrives next, waiting for it; empty at the end.
    static func read(_ descriptor: Int32) -> [UInt8] {
        let size = 1 << 16
        var bytes = [UInt8](repeating: 0, count: size)
        while true {
            let count = recv(descriptor, &bytes, size, 0)
            if count > 0 { return Array(bytes[..<count]) }
            guard count < 0, errno == EINTR else { return [] }
        }
    }

    /// Sends all; false when the client is gone.
    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { unsent -> Int in
                send(descriptor, unsent.baseAddress, unsent.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// The process on the other side of a connection; nil where the system does not tell.
    static func peer(of descriptor: Int32) -> Int32? {
        // The process, its user and its group.
        var credentials: [Int32] = [0, 0, 0]
        var length = socklen_t(MemoryLayout<Int32>.stride * credentials.count)
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0, credentials[0] > 0 else {
            return nil
        }
        return credentials[0]
    }

    private static func closeOnExec(_ descriptor: Int32) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
}
