internal import Glibc
internal import Synchronization

/// Stands between a client and an engine, passes everything on, and can be told to cut connections or to hold back what
/// the engine says.
package final class EngineRelay: Sendable {
    private struct Interior {
        var connections: Set<Int32> = []
        /// What the engine says goes nowhere until this is over.
        var isHolding = false
        /// New connections end at once.
        var isRefusing = false
    }

    /// Absolute; what clients connect to.
    package let socket: String
    private let engine: String
    private let listener: Int32
    private let interior = Mutex(Interior())

    /// `DOCKER_HOST` for whoever is to go through the relay.
    package var host: String { "unix://\(socket)" }

    /// Listens at once.
    ///
    /// - `socket`: an absolute path where nothing is.
    /// - `engine`: the path of the engine's socket.
    package init(at socket: String, before engine: String) throws {
        self.socket = socket
        self.engine = engine
        listener = try UnixSocket.listen(at: socket)
        try OwnThread.start { [self] in
            while let client = UnixSocket.accept(on: listener) { welcome(client) }
            close(listener)
        }
    }

    /// Ends all connections, and lets no new ones come about.
    package func stop() {
        refuse(true)
        hold(false)
        UnixSocket.shutDown(listener)
        cut()
        unlink(socket)
    }

    /// Ends every connection as a network does that breaks.
    package func cut() {
        interior.withLock { interior in
            for descriptor in interior.connections { UnixSocket.shutDown(descriptor) }
        }
    }

    /// Whether new connections end at once, as those to an engine that is away.
    package func refuse(_ isRefusing: Bool) { interior.withLock { $0.isRefusing = isRefusing } }

    /// Whether what the engine says is held back for now; nothing of it is lost.
    package func hold(_ isHolding: Bool) { interior.withLock { $0.isHolding = isHolding } }

    private func welcome(_ client: Int32) {
        guard !interior.withLock({ $0.isRefusing }), let upstream = UnixSocket.connect(to: engine) else {
            close(client)
            return
        }
        interior.withLock { $0.connections.formUnion([client, upstream]) }
        let farewell = Farewell { [self] in leave([client, upstream]) }
        do {
            try OwnThread.start { [self] in
                pass(from: client, to: upstream, isEngine: false)
                farewell.end()
            }
        } catch {
            leave([client, upstream])
            return
        }
        // On the other thread than the first, or on none, in which case the client sees a connection that says nothing.
        try? OwnThread.start { [self] in
            pass(from: upstream, to: client, isEngine: true)
            farewell.end()
        }
    }

    /// Closes descriptors; nobody else does, so that their numbers are never others' while they are known.
    private func leave(_ descriptors: [Int32]) {
        interior.withLock { interior in
            interior.connections.subtract(descriptors)
            for descriptor in descriptors { close(descriptor) }
        }
    }

    private func pass(from source: Int32, to target: Int32, isEngine: Bool) {
        while true {
            let bytes = UnixSocket.read(source)
            guard !bytes.isEmpty else { break }
            while isEngine, interior.withLock({ $0.isHolding }) { OwnThread.pause(.milliseconds(5)) }
            guard UnixSocket.write(bytes, to: target) else { break }
        }
        // The other direction may go on until its own side has said all.
        shutdown(target, Int32(SHUT_WR))
    }
}

/// Does something when both directions of a connection have ended.
private final class Farewell: Sendable {
    private let left = Mutex(2)
    private let done: @Sendable () -> Void

    init(_ done: @escaping @Sendable () -> Void) {
        self.done = done
    }

    func end() {
        let isLast = left.withLock { left -> Bool in
            left -= 1
            return left == 0
        }
        if isLast { done() }
    }
}
