internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol
internal import OrderedCollections

/// A look at all containers, which tells what no event has told.
extension Supervision {
    mutating func take(list found: [ObservedContainer]) {
        let isFirst = !engine.wasListed
        let hasRestarted = engine.hasRestarted
        engine.isListed = true
        engine.wasListed = true
        engine.hasRestarted = false
        let lasting = found.filter { container in
            !container.isOneOff && container.labels[ComposeLabel.hook] == nil && cares[container.service] != nil
        }
        forgetMissing(among: Set(lasting.map(\.id)))
        var started: [TrackedContainer] = []
        for container in lasting.sorted(by: { ($0.created, $0.id) < ($1.created, $1.id) }) {
            if containers[container.id] == nil {
                started.append(meet(container))
            } else {
                compare(with: container, hasRestarted: hasRestarted)
            }
        }
        if isFirst || !started.isEmpty { findDonors(of: lasting) }
        if isFirst { beginCare() }
        if hasRestarted || isFirst { blameEngine(isCertain: hasRestarted) }
        // What is about to show what it is gets its time.
        for name in graph.order where !stands(.settling(service: name)) { review(name) }
        for container in started where containers[container.id]?.isUnhealthy == true { noteTrouble(of: container) }
        if isFirst, announcements.isEmpty { closeLeftOvers() }
    }

    private mutating func forgetMissing(among ids: Set<String>) {
        for id in containers.ids.sorted() where !ids.contains(id) {
            guard let container = containers[id] else { continue }
            forget(id, name: container.name, isOutside: originOfEnd(of: container.service, at: now) == .outside)
        }
    }

    private mutating func meet(_ found: ObservedContainer) -> TrackedContainer {
        var container = newContainer(found.id, found.name, found.service, found.number, found.state)
        let hasProbe = cares[found.service]?.policy.ready != nil
        if found.health != .none { cares[found.service]?.isProbed = true }
        if container.isUp {
            container.health = found.health
            container.hasBeenReady = found.health == .healthy
            container.probe = hasProbe ? false : nil
        } else {
            container.exitCode = found.exitCode
            container.ending = found.state == .created ? nil : .unseen
        }
        container.imageDigest = found.imageDigest
        container.networks = Set(found.networks.keys)
        containers[found.id] = container
        partnersMayDiffer = true
        return container
    }

    /// What a container shares is taken to be with the present container of the other service, unless that is younger.
    private mutating func findDonors(of found: [ObservedContainer]) {
        let created = Dictionary(found.map { ($0.id, $0.created) }, uniquingKeysWith: { first, _ in first })
        for container in found {
            for donor in graph.donors(of: container.service) {
                guard let other = self.donor(of: donor), containers[container.id]?.donors[donor] == nil else {
                    continue
                }
                let isYounger = (created[other.id] ?? 0) > container.created
                change(container.id) { $0.donors[donor] = isYounger ? "" : other.id }
            }
        }
    }

    private mutating func compare(with found: ObservedContainer, hasRestarted: Bool) {
        guard let known = containers[found.id] else { return }
        let isUp = found.state == .running || found.state == .paused || found.state == .restarting
        if found.name != known.name { change(found.id) { $0.name = found.name } }
        switch (known.isUp, isUp) {
        case (false, true):
            begin(found.id, at: nil)
            change(found.id) { $0.state = found.state }
        case (true, false):
            let origin = originOfEnd(of: found.service, at: now)
            let ending: TrackedContainer.Ending =
                switch origin {
                case _ where hasRestarted: .engine
                case .own: .own
                case .announced: .announced
                case .outside: .unseen
                }
            end(found.id, ending, code: found.exitCode, at: nil)
        case (true, true):
            change(found.id) { $0.state = found.state }
            noteLostNetworks(of: known, found)
        case (false, false): change(found.id) { $0.exitCode = found.exitCode ?? $0.exitCode }
        }
        change(found.id) { $0.networks = Set(found.networks.keys) }
        if isUp, found.health != .none { noteHealth(of: found.id, found.health, at: nil) }
    }

    /// Networks that an earlier look has shown it in, and that it should be in.
    private mutating func noteLostNetworks(of known: TrackedContainer, _ found: ObservedContainer) {
        guard let service = definition(of: known.service), service.networkMode == nil else { return }
        let names = service.networks.keys.compactMap { wanted.project.networks[$0]?.name }
        let lost = known.networks.intersection(names).subtracting(found.networks.keys)
        change(known.id) { $0.missingNetworks.formUnion(lost) }
    }

    /// The project is in the daemon's care from now on.
    private mutating func beginCare() {
        for name in graph.order {
            guard let care = cares[name] else { continue }
            // A run that ended well before anybody looked is over, but for what ran when the last daemon looked.
            if !engine.isResumed, containers(of: name).contains(where: { isCompleted($0) }) {
                remember(name) { $0.lastCode = 0 }
            }
            if !care.isKnown, let memory = cares[name]?.memory { effects.append(.keep(memory)) }
            let isKnown = care.isKnown || !containers(of: name).isEmpty
            cares[name]?.isKnown = isKnown
            beginSchedule(of: name)
        }
    }

    private mutating func closeLeftOvers() {
        for incident in engine.leftOver { close(incident: incident) }
        engine.leftOver = []
    }
}
