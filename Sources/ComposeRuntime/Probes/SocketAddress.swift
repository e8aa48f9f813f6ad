internal import Glibc

/// An address of a socket in the kernel's form.
struct SocketAddress: Sendable {
    /// `AF_INET` or `AF_INET6`.
    let family: Int32
    private let bytes: [UInt8]

    private init(family: Int32, _ address: UnsafePointer<sockaddr>, length: socklen_t) {
        self.family = family
        bytes = Array(UnsafeRawBufferPointer(start: address, count: Int(length)))
    }

    /// Begins to connect a socket; as the kernel's call, 0 for a connection that is there at once.
    func connect(_ descriptor: Int32) -> Int32 {
        bytes.withUnsafeBytes { raw -> Int32 in
            guard let start = raw.baseAddress else { return -1 }
            return Glibc.connect(descriptor, start.assumingMemoryBound(to: sockaddr.self), socklen_t(raw.count))
        }
    }

    /// The addresses of a host, which for a number is that number, and for a name takes as long as the network does.
    ///
    /// - Throws: ``NameLookupError``, and ``SystemCallError`` when there are no threads left.
    static func all(host: String, port: Int) async throws -> [SocketAddress] {
        if let found = lookUp(host, port, isNumber: true).addresses { return found }
        return try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<[SocketAddress], any Error>) in
            do {
                try BlockingThread.start {
                    let (found, code) = lookUp(host, port, isNumber: false)
                    if let found {
                        continuation.resume(returning: found)
                    } else {
                        continuation.resume(throwing: NameLookupError(host: host, code: code))
                    }
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private static func lookUp(
        _ host: String,
        _ port: Int,
        isNumber: Bool
    ) -> (addresses: [SocketAddress]?, code: Int32) {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = isNumber ? AI_NUMERICHOST | AI_NUMERICSERV : AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &list)
        guard code == 0 else { return (nil, code) }
        defer { if let list { freeaddrinfo(list) } }
        var found: [SocketAddress] = []
        var next = list
        while let entry = next {
            if let address = entry.pointee.ai_addr {
                let length = entry.pointee.ai_addrlen
                found.append(SocketAddress(family: entry.pointee.ai_family, address, length: length))
            }
            next = entry.pointee.ai_next
        }
        return (found, 0)
    }
}

/// A host whose name leads nowhere.
struct NameLookupError: Error, Sendable {
    let host: String
    /// What `getaddrinfo` returned.
    let code: Int32
}

extension NameLookupError: CustomStringConvertible {
    var description: String { "'\(host)': \(String(cString: gai_strerror(code)).lowercased())" }
}
