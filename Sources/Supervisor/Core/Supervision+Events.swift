internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// What the engine says of containers.
extension Supervision {
    mutating func take(_ event: ContainerEvent) {
        guard !event.isOneOff, event.labels[ComposeLabel.hook] == nil, cares[event.service] != nil else {
            touched = []
            return
        }
        touched = [event.service]
        if case .destroyed = event.kind { return noteRemoval(event) }
        guard !gone.contains(event.id) else { return }
        if containers[event.id] == nil { meet(event) }
        switch event.kind {
        case .created, .destroyed, .restarted: break
        case .started: noteStart(event)
        case .died(let code): noteDeath(event, code: code)
        case .signalled(let signal): noteSignal(event, signal)
        case .stopped: noteStop(event)
        case .outOfMemory: noteMemory(event)
        case .paused: notePause(event)
        case .unpaused: change(event.id) { $0.thaw() }
        case .renamed(let name): noteName(event, name)
        case .health(let health): noteHealth(of: event.id, health, at: event.time)
        case .disconnected(let network): noteDisconnection(event, network)
        case .connected(let network):
            change(event.id) { $0.missingNetworks.remove(network) }
            closeDrift(.disconnected(container: event.id, network: network))
        }
    }

    mutating func change(_ id: String, _ change: (inout TrackedContainer) -> Void) {
        guard var container = containers[id] else { return }
        change(&container)
        containers[id] = container
    }

    /// A container that nobody has spoken of yet.
    private mutating func meet(_ event: ContainerEvent) {
        let state: ObservedContainer.State = event.kind == .created || event.kind == .started ? .created : .running
        var container = newContainer(event.id, event.name, event.service, event.number, state)
        container.imageDigest = event.labels[ComposeLabel.image]
        containers[event.id] = container
        cares[event.service]?.isKnown = true
        cares[event.service]?.mayBeAbsent = false
        partnersMayDiffer = true
        // Whoever has made it is to start it, too.
        if origin(of: event.service, at: event.time) == .outside { settle(event.service) }
    }

    mutating func newContainer(
        _ id: String,
        _ name: String,
        _ service: String,
        _ number: Int,
        _ state: ObservedContainer.State
    ) -> TrackedContainer {
        met += 1
        var container = TrackedContainer(
            id: id,
            name: name,
            service: service,
            number: number,
            place: met,
            state: state
        )
        for donor in graph.donors(of: service) { container.donors[donor] = self.donor(of: donor)?.id }
        return container
    }

    // MARK: - Starts

    private mutating func noteStart(_ event: ContainerEvent) {
        guard let before = containers[event.id] else { return }
        // The same again, or word of a run that has ended since.
        if before.isUp, let started = before.startedAt, event.time <= started { return }
        if !before.isUp, let died = before.diedAt, event.time < died { return }
        notePassingEnd(of: before, until: event.time)
        begin(event.id, at: event.time)
        guard origin(of: event.service, at: event.time) == .outside, cares[event.service]?.isAtRest == true else {
            return
        }
        tell("container.started", event.service, "\(event.name) was started by somebody")
        let wasGivenUp = cares[event.service]?.memory.isGivenUp == true
        if wasGivenUp { cares[event.service]?.failuresInRow = 0 }
        remember(event.service) { memory in
            memory.isStopped = false
            memory.isLeft = false
            if wasGivenUp { memory.forgive() }
        }
    }

    /// A container runs, from a moment on that is not known where nobody was looking.
    mutating func begin(_ id: String, at time: Int?) {
        guard let service = containers[id]?.service, let care = cares[service] else { return }
        change(id) { $0.begin(at: time, isProbed: care.isProbed, hasProbe: care.policy.ready != nil) }
        cares[service]?.stopsWithDeath = false
        callOff(.recovery(service: service))
        let returned = care.memory.owes.filter { isUp($0) }
        remember(service) { memory in
            memory.lastCode = nil
            memory.owes.subtract(returned)
        }
        if cares[service]?.memory.owes.isEmpty == true { indebted.remove(service) }
        appoint(.stable(service: service), after: care.policy.restart.stableAfter.nanoseconds)
        oweRestart(toSharersOf: service, startedAt: time)
        partnersMayDiffer = true
    }

    /// Somebody else has stopped the container and started it again before anything was done about it.
    private mutating func notePassingEnd(of container: TrackedContainer, until time: Int) {
        guard container.ending == .outside, !container.isReported, let died = container.diedAt else { return }
        let service = container.service
        guard origin(of: service, at: time) == .outside, cares[service]?.isAtRest == false else { return }
        let opened = Self.seconds(died)
        let summary = "\(container.name) was restarted by somebody else"
        let incident = open(
            .stoppedOutside,
            service,
            container: container.name,
            summary,
            code: container.exitCode,
            at: opened
        )
        note(incident, "none: it came back after \(EndingWords.duration(Self.seconds(time) - opened))")
        close(incident: incident, at: max(opened, Self.seconds(time)))
    }

    // MARK: - Signs

    private mutating func noteSignal(_ event: ContainerEvent, _ signal: Int) {
        let origin = originOfEnd(of: event.service, at: event.time)
        change(event.id) { container in
            // The signal that ends a stop that takes too long belongs to whoever began the stop.
            container.signal = TrackedContainer.Sign(signal: signal, time: event.time, origin: origin)
        }
        reconsider(event.id, origin: origin, at: event.time, isLate: false)
    }

    private mutating func noteStop(_ event: ContainerEvent) {
        let origin = containers[event.id]?.signal?.origin ?? originOfEnd(of: event.service, at: event.time)
        change(event.id) { $0.stop = TrackedContainer.Sign(signal: 0, time: event.time, origin: origin) }
        reconsider(event.id, origin: origin, at: event.time, isLate: true)
    }

    private mutating func noteMemory(_ event: ContainerEvent) {
        change(event.id) { $0.outOfMemoryAt = event.time }
        guard let container = containers[event.id] else { return }
        if container.isUp {
            settle(event.service)
        } else if container.ending == .byItself, let died = container.diedAt, abs(died - event.time) < Self.settlingTime
        {
            change(event.id) { $0.ending = .outOfMemory }
            note(outages[event.service]?.incident, "", evidence: ["the kernel killed it: it was out of memory"])
        }
    }

    private mutating func notePause(_ event: ContainerEvent) {
        let isOutside = origin(of: event.service, at: event.time) == .outside
        change(event.id) { container in
            container.state = .paused
            container.isFrozen = isOutside
        }
        if isOutside { settle(event.service) }
    }
}

extension TrackedContainer {
    mutating func thaw() {
        guard state == .paused else { return }
        state = .running
        isFrozen = false
        isReported = false
    }
}

extension ServiceMemory {
    /// Forgets failures, as when somebody has changed something.
    mutating func forgive() {
        isGivenUp = false
        failures = []
        unhealthyRestarts = []
    }
}
