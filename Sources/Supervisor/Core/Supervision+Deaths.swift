internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// Containers that end.
extension Supervision {
    mutating func noteDeath(_ event: ContainerEvent, code: Int) {
        guard let before = containers[event.id] else { return }
        // Once is enough, and word of a run before the present one changes nothing.
        guard before.isUp || before.state == .created else { return }
        if let started = before.startedAt, event.time < started {
            notePastDeath(of: before, code: code, at: event.time)
            return
        }
        let stopSignal = definition(of: event.service)?.stopSignal.flatMap { EndingWords.number(ofSignal: $0) }
        let ending = before.ending(ofDeathAt: event.time, stopSignal: stopSignal)
        end(event.id, ending, code: code, at: event.time)
    }

    /// Takes in that a container has ended, and does what is to be done at once.
    mutating func end(_ id: String, _ ending: TrackedContainer.Ending, code: Int?, at time: Int?) {
        guard let service = containers[id]?.service else { return }
        change(id) { $0.end(ending, code: code, at: time) }
        callOff(.stable(service: service))
        callOff(.recovery(service: service))
        if containers(of: service).allSatisfy({ !$0.isUnhealthy }) { callOff(.unhealthyAction(service: service)) }
        guard let container = containers[id] else { return }
        tell("container.died", service, "\(container.name) ended with \(EndingWords.code(code ?? 0))")
        if ending != .announced { oweRestart(toDependentsOf: service) }
        switch ending {
        case .byItself, .outOfMemory: noteCrash(of: container)
        case .outside: settle(service)
        case .announced:
            noteWantedDeath(of: service)
            settleUnlessAtWork(service)
        case .own: settleUnlessAtWork(service)
        case .engine, .unseen: break
        }
    }

    /// The user has killed it and said so.
    private mutating func noteWantedDeath(of service: String) {
        guard cares[service]?.stopsWithDeath == true, !containers(of: service).contains(where: \.isUp) else { return }
        rest(service)
    }

    /// A service is stopped by the user, and to stay so.
    mutating func rest(_ service: String) {
        remember(service) { memory in
            memory.isStopped = true
            memory.isLeft = false
            memory.owes = []
        }
        indebted.remove(service)
        drop(service)
        note(outages[service]?.incident, "stopped by the user")
        closeOutage(of: service)
    }

    /// A death of which nothing was heard until the container ran again.
    private mutating func notePastDeath(of container: TrackedContainer, code: Int, at time: Int) {
        let isNew = container.diedAt.map { time > $0 } ?? true
        guard isNew, container.signal == nil, let started = container.startedAt, !isOwn(container.service, at: time)
        else { return }
        let opened = Self.seconds(time)
        let summary = "\(container.name) ended with \(EndingWords.code(code))"
        let incident = open(.crash, container.service, container: container.name, summary, code: code, at: opened)
        note(incident, "none: it came back after \(EndingWords.duration(Self.seconds(started) - opened))")
        close(incident: incident, at: max(opened, Self.seconds(started)))
    }

    private func isOwn(_ service: String, at time: Int) -> Bool { originOfEnd(of: service, at: time) != .outside }

    /// A signal or a stop of which word comes after that of the death shows that somebody wants it to be over.
    ///
    /// A stop may also be later than the death (`isLate`): of a container that waits to be started again.
    mutating func reconsider(_ id: String, origin: TrackedContainer.Origin, at time: Int, isLate: Bool) {
        guard let container = containers[id], !container.isUp, container.ending == .byItself,
            let died = container.diedAt, isLate || time <= died + Self.settlingTime, died - time < 10 * Self.second
        else { return }
        // Word of a signal to an earlier run says nothing of this death.
        guard container.startedAt.map({ time >= $0 }) ?? true else { return }
        let service = container.service
        change(id) { container in
            container.ending =
                switch origin {
                case .own: .own
                case .announced: .announced
                case .outside: .outside
                }
            container.isReported = origin == .outside
        }
        let failures = cares[service]?.failuresInRow ?? 0
        cares[service]?.failuresInRow = max(0, failures - 1)
        remember(service) { memory in
            if !memory.failures.isEmpty { memory.failures.removeLast() }
        }
        switch origin {
        case .own: break
        case .announced:
            note(outages[service]?.incident, "", evidence: ["a command stopped it"])
            noteWantedDeath(of: service)
        case .outside:
            note(outages[service]?.incident, "", evidence: ["somebody else stopped it"])
            if cares[service]?.policy.drift[.stopped] == .report { leave(service) }
        }
    }

    /// By policy nothing is done about what somebody else has done.
    mutating func leave(_ service: String) {
        drop(service)
        remember(service) { $0.isLeft = true }
        note(outages[service]?.incident, "left as it is, as 'drift' says")
    }
}
