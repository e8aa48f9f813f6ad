internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// A look at what a service lacks, once it shows what has happened to it.
extension Supervision {
    /// Opens incidents for what others have done, and asks for what repairs it.
    mutating func review(_ service: String) {
        guard engine.isUsable, announcements.isEmpty, takedown == nil, !isClosing, !isForeign(service) else { return }
        touched?.insert(service)
        learnReplicas(of: service)
        guard hand?.covers(service) != true else { return settle(service) }
        guard cares[service]?.isAtRest == false, !isJob(service) else { return }
        for container in containers(of: service) {
            if container.isUp { reviewRunning(container) } else { reviewEnded(container) }
        }
        reviewCount(of: service)
        reviewNetworks(of: service)
    }

    /// After a command line has scaled a service, what is there is what is wanted.
    private mutating func learnReplicas(of service: String) {
        guard cares[service]?.learnsReplicas == true else { return }
        cares[service]?.learnsReplicas = false
        guard cares[service]?.lost.isEmpty == true else { return }
        let count = containers(of: service).count
        let declared = max(0, definition(of: service)?.replicas ?? 0)
        remember(service) { $0.replicas = count == declared ? nil : count }
    }

    private mutating func reviewRunning(_ container: TrackedContainer) {
        let service = container.service
        if container.outOfMemoryAt != nil {
            change(container.id) { $0.outOfMemoryAt = nil }
            let summary = "a process in \(container.name) was killed: it was out of memory"
            let incident = open(.outOfMemory, service, container: container.name, summary)
            note(incident, "none: the container goes on")
            close(incident: incident)
        }
        if container.state == .paused, container.isFrozen, !container.isReported {
            change(container.id) { $0.isReported = true }
            repair(
                .stopped,
                .stoppedOutside,
                of: container,
                "\(container.name) was paused by somebody else",
                by: .converge
            )
        }
        let right = definition(of: service).map { wanted.names.container($0, number: container.number) }
        // A replacement that somebody else has begun is on its way to its name.
        let isAlone = containers(of: service).count(where: { $0.number == container.number }) == 1
        if let right, container.name != right, isAlone {
            let summary = "\(container.name) should be named \(right)"
            report(.renamed(container: container.id), of: service, container.name, summary, kind: .renamed)
        }
        for network in container.missingNetworks.sorted() {
            let summary = "\(container.name) was disconnected from network \(network)"
            let drift = Drift.disconnected(container: container.id, network: network)
            report(drift, of: service, container.name, summary, kind: .disconnected)
        }
    }

    private mutating func reviewEnded(_ container: TrackedContainer) {
        let service = container.service
        guard !isCompleted(container) else { return }
        switch container.ending {
        case .byItself?, .outOfMemory?:
            // Its restart has been asked for when it ended, unless word of something got lost.
            guard needs[service] == nil, restartsAfterEnd(container) else { return }
            want(.start, for: service, because: "\(container.name) does not run", incident: outages[service]?.incident)
        case .outside?:
            guard !container.isReported else { return startAgain(container) }
            change(container.id) { $0.isReported = true }
            repair(.stopped, .stoppedOutside, of: container, endSummary(of: container), by: .start)
        case .unseen?:
            change(container.id) { $0.ending = .byItself }
            var seen = container
            seen.ending = .unseen
            noteCrash(of: seen)
        case .engine?:
            let reason = engine.outage == nil ? "it ran when the daemon last looked" : "the engine was restarted"
            want(.start, for: service, because: reason, incident: engine.outage?.incident)
        case .announced?, .own?, nil: startAgain(container)
        }
    }

    private mutating func startAgain(_ container: TrackedContainer) {
        let state = container.state == .created ? "was never started" : "does not run"
        let incident = outages[container.service]?.incident
        want(.start, for: container.service, because: "\(container.name) \(state)", incident: incident)
    }

    private func restartsAfterEnd(_ container: TrackedContainer) -> Bool {
        cares[container.service]?.policy.restart.restarts(after: container.exitCode ?? 0) ?? false
    }

    private func endSummary(of container: TrackedContainer) -> String {
        if container.stop == nil, let signal = container.signal {
            return "\(container.name) was killed by somebody else (\(EndingWords.signal(signal.signal)))"
        }
        return "\(container.name) was stopped by somebody else"
    }

    private mutating func repair(
        _ kind: DriftPolicy.Kind,
        _ incidentKind: Incident.Kind,
        of container: TrackedContainer,
        _ summary: String,
        by action: ServiceNeed.Action
    ) {
        let service = container.service
        let incident = openOutage(
            incidentKind,
            of: service,
            container: container.name,
            summary,
            code: container.exitCode,
            at: container.isUp ? nil : container.diedAt.map { Self.seconds($0) }
        )
        guard cares[service]?.policy.drift[kind] == .repair else { return leave(service) }
        want(action, for: service, because: summary, incident: incident)
    }

    private mutating func reviewCount(of service: String) {
        guard let care = cares[service] else { return }
        let wanted = replicas(of: service)
        let count = containers(of: service).count
        guard count < wanted else {
            cares[service]?.lost = []
            return
        }
        if care.lost.isEmpty, care.mayBeAbsent || isCompleted(service) { return }
        guard !care.lost.isEmpty || care.isKnown else {
            want(.converge, for: service, because: "\(service) has \(count) of \(wanted) containers")
            return
        }
        let names = care.lost.joined(separator: ", ")
        let summary =
            care.lost.isEmpty
            ? "\(service) has \(count) of \(wanted) containers: somebody else removed the rest"
            : "\(names) was removed by somebody else"
        let isReported = care.lost.isEmpty && outages[service] != nil
        let incident =
            isReported
            ? outages[service]?.incident
            : openOutage(.removedOutside, of: service, container: care.lost.first, summary)
        cares[service]?.lost = []
        guard care.policy.drift[.removed] == .repair else { return leave(service) }
        want(.converge, for: service, because: summary, incident: incident)
    }

    private mutating func reviewNetworks(of service: String) {
        for network in (cares[service]?.lostNetworks ?? []).sorted() {
            report(
                .network(network),
                of: service,
                nil,
                "network \(network) was removed by somebody else",
                kind: .network
            )
            guard let incident = drifts[.network(network)] else { continue }
            if cares[service]?.policy.drift[.network] == .repair {
                want(.converge, for: service, because: "network \(network) was removed", incident: incident)
            }
        }
        cares[service]?.lostNetworks = []
    }
}
