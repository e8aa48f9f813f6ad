internal import ComposeModel
internal import ControlProtocol

/// The engine goes away and comes back.
extension Supervision {
    mutating func loseEngine() {
        guard engine.awaySince == nil else { return }
        engine.awaySince = seconds
        engine.lostAt = seconds
        engine.isListed = false
        if engine.awayIncident == nil {
            engine.awayIncident = open(.engineAway, nil, "the engine does not answer")
        }
    }

    mutating func regainEngine(didRestart: Bool) {
        engine.awaySince = nil
        engine.isListed = false
        engine.hasRestarted = engine.hasRestarted || didRestart
        note(engine.awayIncident, didRestart ? "none: it answers again, after a restart" : "none: it answers again")
        close(incident: engine.awayIncident)
        engine.awayIncident = nil
    }

    /// Puts down to a restart of the engine, or of the machine, what ended with it.
    ///
    /// Nobody has told of it when the daemon itself starts: then it is one when an earlier daemon had the project in its care
    /// and nothing of it runs.
    mutating func blameEngine(isCertain: Bool) {
        guard isCertain || engine.isResumed else { return }
        let ended = graph.order.flatMap { containers(of: $0) }.filter { isVictim($0, isCertain: isCertain) }
        let isDown = !graph.order.contains { name in containers(of: name).contains(where: \.isUp) }
        for container in ended where isCertain || isDown || container.exitCode == 0 {
            change(container.id) { $0.ending = .engine }
            if isCertain { remember(container.service) { $0.isLeft = false } }
        }
        engine.missing = Set(ended.map(\.service)).filter { cares[$0]?.isAtRest == false }
        guard isCertain || isDown && !engine.missing.isEmpty else {
            engine.missing = []
            return
        }
        let summary = isCertain ? "the engine was restarted" : "nothing of the project ran when the daemon was started"
        let since = isCertain ? engine.lostAt : nil
        let words = "\(summary): \(count(of: ended.count)) had ended"
        let incident: Int
        if let outage = engine.outage {
            // Not all was back from the last time: it is one outage still.
            incident = outage.incident
            note(incident, words)
        } else {
            incident = open(.engineRestart, nil, words, at: since)
            engine.outage = Outage(incident: incident, opened: since ?? seconds)
        }
        if !engine.missing.isEmpty {
            note(incident, "\(engine.missing.sorted().joined(separator: ", ")) started again in order")
        }
    }

    private func count(of containers: Int) -> String {
        containers == 1 ? "1 container" : "\(containers) containers"
    }

    private func isVictim(_ container: TrackedContainer, isCertain: Bool) -> Bool {
        guard !container.isUp else { return false }
        let hasCompleted = container.exitCode == 0 && isAwaitedToEnd(container.service)
        switch container.ending {
        case .engine?: return !hasCompleted
        // An engine stops containers before it goes, as anybody else would.
        case .outside?:
            guard isCertain, let died = container.diedAt, let lost = engine.lostAt else { return false }
            return Self.seconds(died) > lost - 60
        case .unseen?:
            guard !isCertain, engine.isResumed, !hasCompleted else { return false }
            return container.exitCode != 0 || cares[container.service]?.memory.lastCode == nil
        case .byItself?, .outOfMemory?, .announced?, .own?, nil: return false
        }
    }

    /// Closes the incident of a restart once everything that went down with the engine is back.
    mutating func endEngineOutage() {
        guard let outage = engine.outage else { return }
        engine.missing = engine.missing.filter { name in
            guard let care = cares[name], !care.isAtRest else { return false }
            return !isReady(name) && !isCompleted(name)
        }
        guard engine.missing.isEmpty else { return }
        engine.outage = nil
        close(incident: outage.incident)
    }
}
