internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// Containers that run and are unwell: restarts with a budget, and holding while the trouble comes from below.
extension Supervision {
    mutating func noteHealth(of id: String, _ health: ObservedContainer.Health, at time: Int?) {
        guard let before = containers[id], before.isUp, before.health != health else { return }
        // Word of a run that is over.
        if let time, let started = before.startedAt, time < started { return }
        change(id) { container in
            container.health = health
            if health == .healthy { container.hasBeenReady = true }
        }
        if health != .none { cares[before.service]?.isProbed = true }
        noteWellbeing(of: id)
    }

    mutating func noteProbe(of id: String, isReady: Bool, evidence: String) {
        guard let before = containers[id], before.isUp else { return }
        touched = [before.service]
        change(id) { container in
            container.probe = isReady
            container.evidence = evidence
            if isReady { container.hasBeenReady = true }
        }
        guard before.probe != isReady else { return }
        noteWellbeing(of: id)
    }

    private mutating func noteWellbeing(of id: String) {
        guard let container = containers[id] else { return }
        let service = container.service
        if container.isUnhealthy {
            noteTrouble(of: container)
        } else if container.isReady {
            tell("container.ready", service, "\(container.name) is ready")
            guard !containers(of: service).contains(where: \.isUnhealthy) else { return }
            forgetTrouble(of: service)
        }
    }

    mutating func noteTrouble(of container: TrackedContainer) {
        let service = container.service
        guard cares[service]?.isAtRest == false, !isJob(service) else { return }
        tell("container.unhealthy", service, "\(container.name) is unhealthy")
        let evidence = container.evidence.isEmpty ? [] : [container.evidence]
        let summary = "\(container.name) is unhealthy"
        openOutage(.unhealthy, of: service, container: container.name, summary, evidence: evidence)
        if cares[service]?.policy.unhealthy.action == .notify {
            tell("service.needs_attention", service, summary)
        }
        planHealthRestart(of: service)
    }

    private mutating func forgetTrouble(of service: String) {
        cares[service]?.isHealthSpent = false
        heldUnhealthy.remove(service)
        callOff(.unhealthyAction(service: service))
        if needs[service]?.isForHealth == true { drop(service) }
        if needs[service] == nil { cares[service]?.nextAttempt = nil }
    }

    /// Appoints the restart of a service that is unhealthy, if its budget allows and the trouble is its own.
    private mutating func planHealthRestart(of service: String) {
        guard let care = cares[service], care.policy.unhealthy.action == .restart, !care.isHealthSpent else { return }
        let purpose = Appointment.Purpose.unhealthyAction(service: service)
        guard !stands(purpose), (needs[service]?.action ?? .start) < .restart else { return }
        guard !hasTroubleBelow(service) else { return hold(service) }
        let policy = care.policy.unhealthy
        let done = recentHealthRestarts(of: service)
        guard done < policy.attempts else { return spendHealth(of: service, after: done) }
        let pause = BackOff.doubled(policy.backoff.nanoseconds, times: done, longest: 600 * Self.second)
        let moment = seconds + Self.seconds(pause)
        cares[service]?.nextAttempt = moment
        appoint(purpose, after: pause)
    }

    private func recentHealthRestarts(of service: String) -> Int {
        guard let care = cares[service] else { return 0 }
        let window = care.policy.unhealthy.window.seconds
        return care.memory.unhealthyRestarts.count(where: { seconds - $0 <= window && $0 <= seconds })
    }

    private mutating func hold(_ service: String) {
        guard heldUnhealthy.insert(service).inserted else { return }
        note(outages[service]?.incident, "not restarted while what it depends on is not ready")
    }

    /// The pause before the restart of an unhealthy service is over.
    mutating func restartUnhealthy(_ service: String) {
        cares[service]?.nextAttempt = nil
        let unwell = containers(of: service).filter(\.isUnhealthy)
        guard !unwell.isEmpty, cares[service]?.isAtRest == false else { return }
        guard !hasTroubleBelow(service) else { return hold(service) }
        let moment = seconds
        let window = cares[service]?.policy.unhealthy.window.seconds ?? 0
        remember(service) { memory in
            memory.unhealthyRestarts.removeAll { moment - $0 > window || $0 > moment }
            memory.unhealthyRestarts.append(moment)
        }
        let names = unwell.map(\.name).joined(separator: ", ")
        want(
            .restart,
            for: service,
            because: "\(names) is unhealthy",
            incident: outages[service]?.incident,
            containers: Set(unwell.map(\.id)),
            isForHealth: true
        )
    }

    /// Gives what was held some time to become well by itself once its dependencies are, before it is restarted.
    mutating func releaseHeld() {
        for service in heldUnhealthy.sorted() where !hasTroubleBelow(service) {
            heldUnhealthy.remove(service)
            let policy = cares[service]?.policy
            let interval = definition(of: service)?.healthcheck?.interval ?? policy?.ready?.interval ?? .seconds(30)
            let pause = interval.nanoseconds + (policy?.unhealthy.backoff.nanoseconds ?? 0)
            let moment = seconds + Self.seconds(pause)
            cares[service]?.nextAttempt = moment
            appoint(.unhealthyAction(service: service), after: pause)
        }
    }

    /// The budget is used up.
    private mutating func spendHealth(of service: String, after restarts: Int) {
        guard let policy = cares[service]?.policy.unhealthy else { return }
        cares[service]?.isHealthSpent = true
        let words = "unhealthy after \(restarts) restarts within \(policy.window.composeDescription)"
        switch policy.finally {
        case .leave: note(outages[service]?.incident, "left \(words)")
        case .notify:
            note(outages[service]?.incident, "left \(words)")
            tell("service.needs_attention", service, "\(service) is \(words)")
        case .stop:
            drop(service)
            remember(service) { $0.isGivenUp = true }
            tell("service.given_up", service, "\(service) is stopped: \(words)")
            want(.stop, for: service, because: "it is \(words)", incident: outages[service]?.incident)
        }
    }
}
