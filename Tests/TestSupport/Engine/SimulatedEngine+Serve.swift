internal import Glibc
internal import Synchronization

/// From a request to its answer, or to what goes wrong with it.
extension SimulatedEngine {
    /// Answers one client until it leaves or its connection is cut.
    func serve(_ connection: ServedConnection) {
        while let request = connection.readRequest() {
            guard serve(request, on: connection) else { return }
        }
    }

    /// Whether the connection can take another request.
    private func serve(_ request: ServedRequest, on connection: ServedConnection) -> Bool {
        let (number, fault) = record(request)
        switch fault?.kind {
        case .cutsBefore: return false
        case .killsBefore:
            killPeer(of: connection)
            return false
        case .restarts(let downtime):
            restart(downtime: downtime)
            return false
        case .answers(let status):
            let refusal = Refusal(status, "the engine was told to answer \(status)")
            return connection.send(.refusal(refusal), toHead: request.method == "HEAD")
        case .delays(let duration): OwnThread.pause(duration)
        case .cutsAfter, .killsAfter, nil: break
        }
        OwnThread.pause(interior.withLock { interior -> Duration in interior.state.script.callLatency })
        if request.method == "GET", request.path == "/events" {
            return stream(request, on: connection, breaksAtOnce: fault, number)
        }
        let answer = answer(request)
        switch fault?.kind {
        case .cutsAfter: return false
        case .killsAfter:
            killPeer(of: connection)
            return false
        default: break
        }
        markAnswered(number)
        return connection.send(answer, toHead: request.method == "HEAD")
    }

    /// Writes the call down, and takes the fault that strikes it; nil for none.
    private func record(_ request: ServedRequest) -> (Int, Fault?) {
        interior.withLock { interior -> (Int, Fault?) in
            let call = SimulatedCall(
                number: interior.calls.count + 1,
                method: request.method,
                path: request.path,
                arrivedAt: ContinuousClock.now
            )
            interior.calls.append(call)
            guard let index = interior.faults.firstIndex(where: { $0.moment.isNow(call) }) else {
                return (call.number, nil)
            }
            let fault = interior.faults.remove(at: index)
            interior.happened.append((fault, call))
            return (call.number, fault)
        }
    }

    private func markAnswered(_ number: Int) {
        interior.withLock { $0.calls[number - 1].answeredAt = ContinuousClock.now }
    }

    /// Sends events until the client leaves.
    private func stream(
        _ request: ServedRequest,
        on connection: ServedConnection,
        breaksAtOnce fault: Fault?,
        _ number: Int
    ) -> Bool {
        do {
            let filters = try ListFilters(request["filters"])
            let since = request["since"].flatMap { WallClock.nanoseconds($0) }
            let descriptor = connection.descriptor
            interior.withLock { interior in interior.openStream(descriptor, filters, since: since) }
        } catch {
            let refusal = (error as? Refusal) ?? Refusal(400, "\(error)")
            return connection.send(.refusal(refusal), toHead: false)
        }
        markAnswered(number)
        switch fault?.kind {
        case .cutsAfter: return false
        case .killsAfter: killPeer(of: connection)
        default: connection.readToEnd()
        }
        return false
    }

    private func killPeer(of connection: ServedConnection) {
        guard let process = UnixSocket.peer(of: connection.descriptor), process != getpid() else { return }
        kill(process, SIGKILL)
    }
}
