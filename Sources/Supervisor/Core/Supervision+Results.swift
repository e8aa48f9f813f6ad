internal import ComposeModel
internal import ControlProtocol

/// What came of work.
extension Supervision {
    mutating func finish(_ number: WorkNumber, _ outcome: WorkOutcome) {
        if finishJob(number, outcome) { return }
        guard let done = hand, done.work.number == number else { return }
        hand = nil
        callOff(.overtaking)
        touched = done.services.isEmpty ? nil : done.services
        let ends = done.changesWhatRuns
        remember(ChangeSpan(services: done.services, origin: .own, ends: ends, began: done.began, ended: now))
        switch outcome {
        case .succeeded, .ended: succeed(done)
        case .failed(let message, let evidence): fail(done, message, evidence)
        case .cancelled: takeBack(done)
        }
        if case .cancelled = outcome { return }
        overtakes = 0
    }

    // MARK: - Success

    private mutating func succeed(_ done: WorkInHand) {
        switch done.work.kind {
        case .start, .restart: countRestarts(done)
        case .converge, .replace: settleDrifts(done)
        case .rename: close(incident: done.work.incident)
        case .down:
            note(takedown?.incident, "the project was taken down")
            close(incident: takedown?.incident)
            tell("project.down", nil, "the project was taken down: \(done.work.reason)")
        case .stop, .job: break
        }
        for (service, need) in done.needs { tellRepair(of: service, need, by: done.work.kind) }
        // What does not run in a moment, though it should, is asked for again.
        if case .down = done.work.kind { return }
        for service in done.services.sorted() where cares[service] != nil { settle(service) }
    }

    private mutating func countRestarts(_ done: WorkInHand) {
        for service in done.services.sorted() {
            remember(service) { $0.restarts += 1 }
            cares[service]?.lastRepairFailure = nil
        }
    }

    private mutating func settleDrifts(_ done: WorkInHand) {
        for service in done.services.sorted() {
            if let lost = cares[service]?.lost, !lost.isEmpty {
                let summary = "\(lost.joined(separator: ", ")) was removed by somebody else"
                openOutage(.removedOutside, of: service, container: lost.first, summary)
            }
            cares[service]?.lost = []
            cares[service]?.repairsFailed = 0
            cares[service]?.lastRepairFailure = nil
        }
        for need in done.needs.values {
            guard let drift = drifts.first(where: { $0.value == need.incident })?.key else { continue }
            note(need.incident, "repaired")
            closeDrift(drift)
        }
    }

    private mutating func tellRepair(of service: String, _ need: ServiceNeed, by kind: Work.Kind) {
        guard let outage = outages[service], need.incident == outage.incident else { return }
        let after = EndingWords.duration(seconds - outage.opened)
        switch kind {
        case .start: note(outage.incident, "started again after \(after)")
        case .restart: note(outage.incident, "restarted after \(after)")
        case .converge, .replace: note(outage.incident, "repaired after \(after)")
        case .stop: note(outage.incident, "stopped after \(after)")
        case .rename, .job, .down: break
        }
    }

    // MARK: - Failure

    private mutating func fail(_ done: WorkInHand, _ message: String, _ evidence: [String]) {
        // With the engine away nothing can be done, and that is told already.
        guard engine.isUsable else { return takeBack(done) }
        switch done.work.kind {
        case .down: retryTakedown(message, evidence)
        case .rename:
            note(done.work.incident, "could not be renamed: \(message)", evidence: evidence)
        case .stop where isClosing: tell("project.not_stopped", nil, message)
        case .start, .restart, .converge, .replace, .stop, .job:
            for service in done.services.sorted() where cares[service] != nil {
                tryAgain(service, done, message, evidence)
                settle(service)
            }
        }
    }

    private mutating func retryTakedown(_ message: String, _ evidence: [String]) {
        note(takedown?.incident, "could not be taken down: \(message)", evidence: evidence)
        appoint(.retry, after: 10 * Self.second)
    }

    /// Tries again later what did not work for a service; what did is left.
    private mutating func tryAgain(_ service: String, _ done: WorkInHand, _ message: String, _ evidence: [String]) {
        let isDone = done.needs[service] == nil && isUp(service)
        guard !isDone, cares[service]?.isAtRest == false || isStop(done), !isCompleted(service) else { return }
        if hasBegunAnew(service, since: done), needs[service] == nil, isUp(service) { return }
        let failures = (cares[service]?.repairsFailed ?? 0) + 1
        cares[service]?.repairsFailed = failures
        let need = done.needs[service]
        let action = need?.action ?? .converge
        var incident = need?.incident
        if cares[service]?.lastRepairFailure != message {
            cares[service]?.lastRepairFailure = message
            if let incident, openIncidents.contains(incident) {
                note(incident, "failed: \(message)", evidence: evidence)
            } else {
                incident = openOutage(.repairFailed, of: service, "\(service): \(message)", evidence: evidence)
            }
        }
        let longest = cares[service]?.policy.restart.maxDelay.nanoseconds ?? 60 * Self.second
        let pause = BackOff.doubled(Self.second, times: failures - 1, longest: max(Self.second, longest))
        want(
            action,
            for: service,
            because: need?.reason ?? done.work.reason,
            incident: incident ?? outages[service]?.incident,
            after: pause,
            containers: need?.containers,
            isForHealth: need?.isForHealth ?? false
        )
    }

    private func isStop(_ done: WorkInHand) -> Bool {
        if case .stop = done.work.kind { true } else { false }
    }

    /// Whether all its containers have been started since the work began.
    private func hasBegunAnew(_ service: String, since done: WorkInHand) -> Bool {
        let all = containers(of: service)
        return !all.isEmpty && all.allSatisfy { ($0.startedAt ?? 0) >= done.began }
    }

    // MARK: - Giving up

    /// What was given up is still to be done, but for what has been done of it.
    private mutating func takeBack(_ done: WorkInHand) {
        guard !isClosing, takedown == nil else {
            if case .down = done.work.kind { takedown?.isDue = true }
            return
        }
        if let reason = done.convergence, convergence == nil { convergence = reason }
        if case .rename(let id, let service, let name) = done.work.kind, let incident = done.work.incident {
            renames.append(Renaming(container: id, service: service, name: name, incident: incident))
        }
        for (service, need) in done.needs.sorted(by: { $0.key < $1.key }) where cares[service] != nil {
            if need.action != .stop, hasBegunAnew(service, since: done), isUp(service) { continue }
            guard cares[service]?.isAtRest == false || need.action == .stop else { continue }
            want(
                need.action,
                for: service,
                because: need.reason,
                incident: need.incident,
                containers: need.containers,
                isForHealth: need.isForHealth
            )
        }
    }
}
