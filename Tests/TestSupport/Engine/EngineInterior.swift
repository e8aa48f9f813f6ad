/// What the threads of a simulated engine share, under its lock.
struct EngineInterior: Sendable {
    var state: SimulatedState
    var calls: [SimulatedCall] = []
    /// Those that have not happened yet.
    var faults: [Fault]
    /// Those that have, each with its call.
    var happened: [(fault: Fault, call: SimulatedCall)] = []
    /// nil while no connection can be made.
    var listener: Int32?
    var connections: Set<Int32> = []
    /// The connections that events are sent over, and which they want.
    var streams: [Int32: ListFilters] = [:]
    var isStopped = false
    /// Whether events are kept back for now.
    var isHoldingEvents = false
    /// Whether the streams end within the next event.
    var breaksWithinNextEvent = false
    /// How many of the events in the log have been sent.
    private var sent = 0

    init(_ state: SimulatedState, _ faults: [Fault]) {
        self.state = state
        self.faults = faults
        sent = state.events.count
    }

    /// Sends what has happened to everybody who listens.
    mutating func sendEvents(_ arrange: ([SimulatedEvent]) -> [SimulatedEvent] = { $0 }) {
        guard !isHoldingEvents else { return }
        // Somebody may have emptied the log.
        sent = min(sent, state.events.count)
        let news = arrange(Array(state.events[sent...]))
        sent = state.events.count
        for event in news {
            let takers = streams.filter { $0.value.accepts(event) }
            guard !takers.isEmpty else { continue }
            let line = Self.line(of: event)
            if breaksWithinNextEvent {
                breaksWithinNextEvent = false
                for descriptor in takers.keys { breakStream(descriptor, after: line.prefix(line.count / 2)) }
            } else {
                // Whoever has left is told apart on its own thread.
                for descriptor in takers.keys { UnixSocket.write(line, to: descriptor) }
            }
        }
    }

    private mutating func breakStream(_ descriptor: Int32, after bytes: ArraySlice<UInt8>) {
        UnixSocket.write(Array(bytes), to: descriptor)
        UnixSocket.shutDown(descriptor)
        streams[descriptor] = nil
    }

    /// Sends what has happened since a moment, and from now on all that happens.
    mutating func openStream(_ descriptor: Int32, _ filters: ListFilters, since: Int?) {
        let head = "HTTP/1.1 200 Simulated\r\nContent-Type: application/json\r\n\(ServedConnection.chunkedEnd)"
        UnixSocket.write(Array(head.utf8), to: descriptor)
        if let since {
            for event in state.events where event.time >= since && filters.accepts(event) {
                UnixSocket.write(Self.line(of: event), to: descriptor)
            }
        }
        streams[descriptor] = filters
    }

    /// Loses the events so far, as an engine does that is started anew.
    mutating func forgetEvents() {
        state.forgetEvents()
        sent = 0
    }

    private static func line(of event: SimulatedEvent) -> [UInt8] {
        ServedConnection.chunk(event.json.bytes + [UInt8(ascii: "\n")])
    }
}
