internal import Glibc

/// Asks whether somebody takes connections at an address.
struct TCPProbe: Sendable {
    let address: ProbeAddress

    /// How long a forwarded connection is watched: a forwarder that finds nobody behind it closes at once.
    private static let doubt = Duration.milliseconds(250)

    /// Connects and leaves again; takes as long as the other side does, and ends when the task is cancelled.
    @concurrent
    func run() async throws -> ProbeResult {
        let peers: [SocketAddress]
        do {
            peers = try await SocketAddress.all(host: address.host, port: address.port)
        } catch let error as NameLookupError {
            return .failed(error.description)
        }
        var result = ProbeResult.failed("'\(address.host)' has no address")
        for peer in peers {
            result = try await attempt(peer)
            if result.isReady { return result }
        }
        return result
    }

    private func attempt(_ peer: SocketAddress) async throws -> ProbeResult {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(peer.family, kind, 0)
        guard descriptor >= 0 else { return .failed(Self.words(errno)) }
        defer { close(descriptor) }
        if peer.connect(descriptor) != 0 {
            guard errno == EINPROGRESS || errno == EINTR else { return .failed(Self.words(errno)) }
            try await Self.wait(until: descriptor, isReadyFor: Int16(POLLOUT), atMost: nil)
            let code = Self.pendingError(of: descriptor)
            guard code == 0 else { return .failed(Self.words(code)) }
        }
        guard address.isForwarded else { return .ready("connected") }
        return try await stays(descriptor)
    }

    /// Whether a connection that a forwarder has taken is still there after a moment; a server may also greet.
    private func stays(_ descriptor: Int32) async throws -> ProbeResult {
        guard try await Self.wait(until: descriptor, isReadyFor: Int16(POLLIN), atMost: Self.doubt) else {
            return .ready("connected")
        }
        var byte: UInt8 = 0
        let count = read(descriptor, &byte, 1)
        return count > 0 ? .ready("connected") : .failed("closed at once: nobody takes connections in the container")
    }

    /// Looks now and then, without keeping a thread; false when the time is over.
    @discardableResult
    private static func wait(
        until descriptor: Int32,
        isReadyFor events: Int16,
        atMost limit: Duration?
    ) async throws -> Bool {
        let end = limit.map { ContinuousClock.now + $0 }
        var pause = Duration.microseconds(200)
        while true {
            var request = pollfd(fd: descriptor, events: events, revents: 0)
            if poll(&request, 1, 0) > 0 { return true }
            if let end, end <= ContinuousClock.now { return false }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(20))
        }
    }

    private static func pendingError(of descriptor: Int32) -> Int32 {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else { return errno }
        return code
    }

    private static func words(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
