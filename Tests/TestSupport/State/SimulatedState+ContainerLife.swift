/// Containers run and end.
extension SimulatedState {
    /// Starts a container, and sets off what its script says; false when it runs already.
    package mutating func startContainer(_ reference: String, at now: Int) throws -> Bool {
        let index = try index(ofContainer: reference)
        switch containers[index].status {
        case .running: return false
        case .paused: throw Refusal(409, "cannot start a paused container, try unpause instead")
        case .created, .exited: break
        }
        for name in containers[index].endpoints.keys.sorted() {
            let network = try network(name)
            containers[index].endpoints[name]?.networkID = network.id
        }
        containers[index].status = .running
        containers[index].startedAt = now
        containers[index].starts += 1
        containers[index].health = containers[index].request.hasHealthcheck ? .starting : nil
        let container = containers[index]
        for (name, endpoint) in container.endpoints.sorted(by: { $0.key < $1.key }) {
            log(.network, "connect", endpoint.networkID, ["name": name, "container": container.id], at: now)
        }
        log(.container, "start", container.id, container.eventAttributes, at: now)
        schedule(container, at: now)
        return true
    }

    /// Stops a container; false when it does not run.
    package mutating func stopContainer(_ reference: String, at now: Int) throws -> Bool {
        let index = try index(ofContainer: reference)
        guard containers[index].isUp else { return false }
        let container = containers[index]
        logKill(container, signal: 15, at: now)
        end(index, code: 143, at: now)
        log(.container, "stop", container.id, container.eventAttributes, at: now)
        return true
    }

    /// Sends a container a signal, which ends it if the signal is one that ends programs.
    package mutating func killContainer(_ reference: String, signal: String?, at now: Int) throws {
        let index = try index(ofContainer: reference)
        guard containers[index].isUp else {
            throw Refusal(409, "cannot kill container: \(reference): container \(containers[index].id) is not running")
        }
        let number = Self.endingSignal(signal ?? "KILL")
        logKill(containers[index], signal: number, at: now)
        guard let number else { return }
        end(index, code: 128 + number, at: now)
    }

    /// nil is a signal that this engine knows no number of.
    private mutating func logKill(_ container: SimulatedContainer, signal: Int?, at now: Int) {
        var attributes = container.eventAttributes
        if let signal { attributes["signal"] = "\(signal)" }
        log(.container, "kill", container.id, attributes, at: now)
    }

    /// Ends a container by itself, as its program does that crashes.
    package mutating func crashContainer(_ reference: String, code: Int = 1, at now: Int) throws {
        let index = try index(ofContainer: reference)
        guard containers[index].isUp else { throw Refusal(409, "container \(reference) is not running") }
        end(index, code: code, at: now)
    }

    /// Finds a container healthy or not, as its healthcheck does.
    package mutating func setHealth(
        _ health: SimulatedContainer.Health,
        of reference: String,
        at now: Int
    ) throws {
        let index = try index(ofContainer: reference)
        guard containers[index].isUp else { throw Refusal(409, "container \(reference) is not running") }
        containers[index].health = health
        let container = containers[index]
        log(.container, "health_status: \(health.rawValue)", container.id, container.eventAttributes, at: now)
    }

    /// The number of a signal that ends a program that does not handle it; nil for others.
    private static func endingSignal(_ text: String) -> Int? {
        switch text.hasPrefix("SIG") ? String(text.dropFirst(3)) : text {
        case "KILL", "9": 9
        case "TERM", "15": 15
        case "INT", "2": 2
        case "QUIT", "3": 3
        default: nil
        }
    }

    /// Stops a container if it runs, and starts it.
    package mutating func restartContainer(_ reference: String, at now: Int) throws {
        _ = try stopContainer(reference, at: now)
        _ = try startContainer(reference, at: now)
        let index = try index(ofContainer: reference)
        log(.container, "restart", containers[index].id, containers[index].eventAttributes, at: now)
    }

    /// Freezes a container, or lets it go on.
    package mutating func pauseContainer(_ reference: String, isPaused: Bool, at now: Int) throws {
        let index = try index(ofContainer: reference)
        guard containers[index].status == (isPaused ? .running : .paused) else {
            throw Refusal(409, "Container \(containers[index].id) is not \(isPaused ? "running" : "paused")")
        }
        containers[index].status = isPaused ? .paused : .running
        let action = isPaused ? "pause" : "unpause"
        log(.container, action, containers[index].id, containers[index].eventAttributes, at: now)
    }

    /// The container's processes are gone; one that is to be removed by itself goes with them.
    mutating func end(_ index: Int, code: Int, at now: Int) {
        let id = containers[index].id
        timers.removeAll { $0.container == id }
        containers[index].status = .exited
        containers[index].exitCode = code
        containers[index].finishedAt = now
        containers[index].health = nil
        containers[index].ends += 1
        let container = containers[index]
        var attributes = container.eventAttributes
        attributes["exitCode"] = "\(code)"
        log(.container, "die", id, attributes, at: now)
        for (name, endpoint) in container.endpoints.sorted(by: { $0.key < $1.key }) {
            log(.network, "disconnect", endpoint.networkID, ["name": name, "container": id], at: now)
        }
        guard container.request.isRemovedAtEnd else { return }
        containers.remove(at: index)
        log(.container, "destroy", id, container.eventAttributes, at: now)
    }
}
