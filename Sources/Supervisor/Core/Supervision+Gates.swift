internal import ComposeModel
internal import ControlProtocol

/// Whether services are ready, and whether what they wait for is.
extension Supervision {
    /// Whether as many containers run as should.
    func isUp(_ service: String) -> Bool {
        containers(of: service).count(where: \.isRunning) >= replicas(of: service)
    }

    /// Whether all of it runs, and is well where anybody probes it.
    func isReady(_ service: String) -> Bool {
        let all = containers(of: service)
        return all.count(where: \.isReady) >= replicas(of: service) && !all.contains(where: \.isUnhealthy)
    }

    /// Whether it has done what it was there for.
    func isCompleted(_ service: String) -> Bool {
        let all = containers(of: service)
        guard let care = cares[service] else { return false }
        if all.isEmpty { return care.memory.lastCode == 0 && needs[service] == nil && replicas(of: service) > 0 }
        return all.allSatisfy { isCompleted($0) }
    }

    /// Whether the engine or the daemon probes it, as far as is known.
    func isProbed(_ service: String) -> Bool {
        guard let care = cares[service] else { return false }
        return care.isProbed || care.policy.ready != nil
    }

    /// Whether a dependency is there.
    func holds(_ edge: ServiceGraph.Edge) -> Bool {
        if isForeign(edge.service) || meets(edge) { return true }
        return !edge.isRequired && !isComing(edge.service)
    }

    private func meets(_ edge: ServiceGraph.Edge) -> Bool {
        switch edge.condition {
        case .started: isJob(edge.service) || isUp(edge.service) || isCompleted(edge.service)
        case .healthy: isProbed(edge.service) && isReady(edge.service)
        case .completedSuccessfully: isCompleted(edge.service) || cares[edge.service]?.memory.lastCode == 0
        }
    }

    /// Whether it may yet become what is waited for.
    private func isComing(_ service: String) -> Bool {
        guard let care = cares[service], !care.isAtRest else { return false }
        if needs[service] != nil || hand?.covers(service) == true { return true }
        return containers(of: service).contains { $0.isUp }
    }

    /// The first dependency that keeps a service from being started; nil when none does.
    func closedGate(of service: String) -> ServiceGraph.Edge? {
        graph.edges(of: service).first { !holds($0) }
    }

    /// Whether something that it depends on, directly or not, is away or unwell, so that its own trouble may come from there.
    func hasTroubleBelow(_ service: String) -> Bool {
        var seen: Set<String> = [service]
        var pending = graph.edges(of: service).filter(\.isRequired)
        while let edge = pending.popLast() {
            guard seen.insert(edge.service).inserted, !isForeign(edge.service) else { continue }
            let isWell = isJob(edge.service) || isReady(edge.service) || isCompleted(edge.service)
            guard isWell || meets(edge) && edge.condition == .completedSuccessfully else { return true }
            pending += graph.edges(of: edge.service).filter(\.isRequired)
        }
        return false
    }

    /// Whether it and all that it depends on are ready.
    func isEffectivelyReady(_ service: String) -> Bool {
        guard cares[service]?.condition == .ready else { return false }
        return !hasTroubleBelow(service)
    }

    /// `db to be healthy`.
    func goal(of edge: ServiceGraph.Edge) -> String {
        switch edge.condition {
        case .started: "\(edge.service) to start"
        case .healthy: "\(edge.service) to be healthy"
        case .completedSuccessfully: "\(edge.service) to complete"
        }
    }
}
