internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// A Docker engine without containers: it serves what swiftcompose uses of the Engine API from a ``SimulatedState``.
///
/// Listens on a unix socket in a directory of its own, each connection on a thread of its own. Made for tests that a
/// real engine is too slow, too reliable or too unpredictable for. Ends with ``stop()``.
package final class SimulatedEngine: Sendable {
    /// Absolute; gone after ``stop()``.
    package let directory: String
    let interior: Mutex<EngineInterior>
    private let wake: [Int32]

    private var socketPath: String { "\(directory)/engine.sock" }

    /// Listens at once.
    ///
    /// - `state`: what the engine holds; a copy of another's goes on from there.
    /// - `faults`: what goes wrong, each once.
    package init(_ state: SimulatedState = SimulatedState(), faults: [Fault] = []) throws {
        wake = try Self.makePipe()
        directory = "/tmp/simulated-engine-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        interior = Mutex(EngineInterior(state, faults))
        try OwnThread.start { [self] in watchTime() }
        try listen()
    }

    /// Runs a test with an engine, and stops it whether the test passes or not.
    package static func with<Value>(
        _ state: SimulatedState = SimulatedState(),
        faults: [Fault] = [],
        _ body: (SimulatedEngine) async throws -> Value
    ) async throws -> Value {
        let engine = try SimulatedEngine(state, faults: faults)
        defer { engine.stop() }
        return try await body(engine)
    }

    /// Closes everything; no thread is left once the calls under way have been answered.
    package func stop() {
        goAway()
        interior.withLock { interior in
            guard !interior.isStopped else { return }
            interior.isStopped = true
            // The thread that watches the time closes the pipe, and is the last to use it.
            wakeClock()
        }
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: directory)
    }

    // MARK: - What tests look at

    /// `DOCKER_HOST` for clients.
    package var host: String { "unix://\(socketPath)" }
    /// The socket's path.
    package var socket: String { socketPath }
    /// What the engine holds now.
    package var state: SimulatedState { interior.withLock { interior -> SimulatedState in interior.state } }
    /// All requests so far, in the order in which they came in.
    package var calls: [SimulatedCall] { interior.withLock { interior -> [SimulatedCall] in interior.calls } }
    /// Adds something that goes wrong once, from now on.
    package func strike(_ fault: Fault) { interior.withLock { $0.faults.append(fault) } }

    /// From now on nothing goes wrong any more.
    package func forgetFaults() { interior.withLock { $0.faults = [] } }

    /// The calls that faults have struck, in the order in which they did.
    package var struck: [SimulatedCall] {
        interior.withLock { interior -> [SimulatedCall] in interior.happened.map { $0.call } }
    }

    /// Changes what the engine holds, as somebody else on the same engine would; events are sent.
    package func change<Value: Sendable>(_ body: (inout SimulatedState, Int) throws -> Value) throws -> Value {
        try interior.withLock { interior -> Value in
            let now = WallClock.now()
            interior.state.advance(to: now)
            defer {
                interior.sendEvents()
                if !interior.isStopped, interior.state.nextDue != nil { wakeClock() }
            }
            return try body(&interior.state, now)
        }
    }

    /// Waits until all clients have left and nothing more happens by itself; false when that takes too long.
    package func settles(within limit: Duration = .seconds(20)) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            let isQuiet = interior.withLock { interior -> Bool in
                interior.connections.isEmpty && interior.state.timers.isEmpty
            }
            if isQuiet { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return false
    }

    // MARK: - Being there

    private func listen() throws {
        let listener = try UnixSocket.listen(at: socketPath)
        let isWanted = interior.withLock { interior -> Bool in
            guard !interior.isStopped else { return false }
            interior.listener = listener
            return true
        }
        guard isWanted else {
            Glibc.close(listener)
            return
        }
        try OwnThread.start { [self] in
            while let descriptor = UnixSocket.accept(on: listener) { welcome(descriptor, from: listener) }
            Glibc.close(listener)
        }
    }

    private func welcome(_ descriptor: Int32, from listener: Int32) {
        let isWelcome = interior.withLock { interior -> Bool in
            guard interior.listener == listener else { return false }
            interior.connections.insert(descriptor)
            return true
        }
        guard isWelcome else {
            Glibc.close(descriptor)
            return
        }
        do {
            try OwnThread.start { [self] in
                serve(ServedConnection(descriptor))
                leave(descriptor)
            }
        } catch {
            // The client sees a connection that ends at once.
            leave(descriptor)
        }
    }

    /// Closes a connection; nobody else does, so that its number is never another's while it is known.
    private func leave(_ descriptor: Int32) {
        UnixSocket.shutDown(descriptor)
        interior.withLock { interior in
            interior.connections.remove(descriptor)
            interior.streams[descriptor] = nil
            Glibc.close(descriptor)
        }
    }

    private func goAway() {
        interior.withLock { interior in
            if let listener = interior.listener { UnixSocket.shutDown(listener) }
            interior.listener = nil
            for descriptor in interior.connections { UnixSocket.shutDown(descriptor) }
        }
    }

    /// Drops all connections, refuses new ones for a while, and then serves again what it held, without its old events.
    package func restart(downtime: Duration) {
        goAway()
        do {
            try OwnThread.start { [self] in
                OwnThread.pause(downtime)
                comeBack()
            }
        } catch {
            comeBack()
        }
    }

    private func comeBack() {
        let isStopped = interior.withLock { interior -> Bool in
            interior.forgetEvents()
            return interior.isStopped
        }
        guard !isStopped else { return }
        unlink(socketPath)
        // A socket that cannot be had again leaves the engine away, which the test tells.
        try? listen()
    }

    /// Closes the connections that events go over, and no others.
    package func breakEventStreams() {
        interior.withLock { interior in
            for descriptor in interior.streams.keys { UnixSocket.shutDown(descriptor) }
        }
    }

    /// From now on no event is sent, until they are released.
    package func holdEvents() { interior.withLock { $0.isHoldingEvents = true } }

    /// Sends the events that were held back, and goes on sending.
    ///
    /// - `arrange`: what is sent of them in which order; listeners hear nothing of the rest.
    package func releaseEvents(_ arrange: @Sendable ([SimulatedEvent]) -> [SimulatedEvent] = { $0 }) {
        interior.withLock { interior in
            interior.isHoldingEvents = false
            interior.sendEvents(arrange)
        }
    }

    /// Closes the connections that events go over in the middle of the next event.
    package func breakEventStreamsWithinNextEvent() { interior.withLock { $0.breaksWithinNextEvent = true } }

    // MARK: - Time

    /// A pipe of this process with itself, neither end of which ever blocks.
    private static func makePipe() throws -> [Int32] {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemFailure("pipe") }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        return ends
    }

    private func wakeClock() {
        var byte: UInt8 = 0
        // A full pipe holds wakes enough.
        _ = Glibc.write(wake[1], &byte, 1)
    }

    /// Lets happen what is due, until the engine is stopped.
    private func watchTime() {
        while let milliseconds = passTime() {
            var readable = pollfd(fd: wake[0], events: Int16(POLLIN), revents: 0)
            _ = poll(&readable, 1, milliseconds)
            var bytes = [UInt8](repeating: 0, count: 256)
            _ = Glibc.read(wake[0], &bytes, 256)
        }
        for end in wake { Glibc.close(end) }
    }

    /// How long to wait for the next thing, -1 for ever; nil once the engine is stopped.
    private func passTime() -> Int32? {
        interior.withLock { interior -> Int32? in
            guard !interior.isStopped else { return nil }
            interior.state.advance(to: WallClock.now())
            interior.sendEvents()
            guard let due = interior.state.nextDue else { return -1 }
            // Rounded up, so that it is due when the wait is over.
            return Int32(clamping: (max(0, due - WallClock.now()) + 999_999) / 1_000_000)
        }
    }
}
