internal import ComposeModel
internal import ControlProtocol

/// What a service's end or return means for those that lean on it.
extension Supervision {
    /// Those that are to be restarted when the service is back; only what runs can have lost it.
    mutating func oweRestart(toDependentsOf service: String) {
        for name in graph.restartedDependents(of: service) where containers(of: name).contains(where: \.isUp) {
            owe(restartOf: name, after: service)
        }
    }

    /// A new run of a donor leaves those that live in its namespaces in ones that are gone, whoever started it.
    mutating func oweRestart(toSharersOf service: String, startedAt time: Int?) {
        guard let time else { return }
        for name in graph.sharers(of: service) {
            let isOlder = containers(of: name).contains { $0.isUp && ($0.startedAt ?? 0) < time }
            if isOlder { owe(restartOf: name, after: service) }
        }
    }

    private mutating func owe(restartOf name: String, after service: String) {
        guard cares[name]?.isAtRest == false, !isJob(name) else { return }
        remember(name) { $0.owes.insert(service) }
        indebted.insert(name)
        touched?.insert(name)
    }

    /// Restarts what lost a dependency, once everything that it lost is ready again.
    mutating func payDebts() {
        for name in indebted.sorted() {
            let missing = (cares[name]?.memory.owes ?? []).filter { isExpected($0) }
            guard missing.allSatisfy({ isReady($0) }) else { continue }
            let debt = missing.sorted()
            remember(name) { $0.owes = [] }
            indebted.remove(name)
            guard let last = debt.compactMap({ lastStart(of: $0) }).max() else {
                if let cause = debt.first { restartAfterReturn(name, of: cause) }
                continue
            }
            let isOlder = containers(of: name).contains { $0.isUp && ($0.startedAt ?? 0) < last }
            if isOlder { restartAfterReturn(name, of: debt.joined(separator: " and ")) }
        }
    }

    private mutating func restartAfterReturn(_ service: String, of dependency: String) {
        guard cares[service]?.isAtRest == false, containers(of: service).contains(where: \.isUp) else { return }
        let reason = "\(dependency) is back"
        note(outages[dependency]?.incident, "\(service) is restarted, which depends on it")
        want(.restart, for: service, because: reason, incident: outages[service]?.incident)
    }

    private func lastStart(of service: String) -> Int? { containers(of: service).compactMap(\.startedAt).max() }

    /// Whether a service that is away is to come back.
    private func isExpected(_ service: String) -> Bool { cares[service]?.isAtRest == false && !isForeign(service) }

    /// Makes anew what shares something with a container that is there no more.
    mutating func replaceSharers() {
        guard partnersMayDiffer else { return }
        partnersMayDiffer = false
        for name in graph.sharing {
            guard cares[name]?.isAtRest == false, !isJob(name) else { continue }
            guard hand?.covers(name) != true else {
                partnersMayDiffer = true
                continue
            }
            let isWanted = needs[name] != nil || containers(of: name).contains(where: \.isUp)
            guard isWanted, let donor = lostDonor(of: name) else { continue }
            want(.replace, for: name, because: "it shares what \(donor) has, and \(donor) has another container")
        }
    }

    /// A service whose container it was made to share something with, and that has another one now; nil where there is none.
    func lostDonor(of service: String) -> String? {
        let all = containers(of: service)
        return graph.donors(of: service).first { donor in
            guard let current = self.donor(of: donor), current.isUp else { return false }
            return all.contains { container in container.donors[donor].map { $0 != current.id } ?? false }
        }
    }
}
