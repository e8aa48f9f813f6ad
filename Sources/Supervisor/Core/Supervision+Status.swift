internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// How the project fares, for whoever asks.
extension Supervision {
    var status: ProjectStatus {
        let services = graph.order.compactMap { self.status(of: $0) }
        var status = ProjectStatus(name: wanted.project.name, services: services, since: wanted.since)
        status.activity = hand?.work.kind.activity
        status.lease = wanted.lease
        status.openIncidents = openIncidents.count
        return status
    }

    /// nil for a service that the project does not have.
    func status(of service: String) -> ServiceStatus? {
        guard let care = cares[service] else { return nil }
        var status = ServiceStatus(name: service, condition: care.condition, since: care.conditionSince ?? seconds)
        status.isEffectivelyReady = isEffectivelyReady(service)
        status.replicas = isJob(service) ? 0 : replicas(of: service)
        status.running = containers(of: service).count(where: \.isRunning)
        status.restarts = care.memory.restarts
        status.waitingFor = waiting(of: service)
        status.nextAttempt = care.nextAttempt ?? care.nextRun
        return status
    }

    /// What a service waits for, in words; nil when for nothing.
    private func waiting(of service: String) -> String? {
        guard let care = cares[service], !care.isAtRest else { return nil }
        let debts = care.memory.owes.sorted()
        switch care.condition {
        case .held:
            return closedGate(of: service).map { goal(of: $0) }
        case .backingOff: return "its next restart"
        case .unhealthy:
            if heldUnhealthy.contains(service) { return "what it depends on to be ready" }
            return care.nextAttempt == nil ? nil : "its restart"
        case .starting:
            if !isUp(service) { return nil }
            return isProbed(service) ? "its probe to succeed" : nil
        case .ready where !debts.isEmpty: return "\(debts.joined(separator: " and ")) to be back, to be restarted"
        case .ready, .completed, .failed, .stopped, .paused, .absent: return nil
        }
    }

    /// Notes since when services are as they are.
    mutating func noteConditions() {
        let names = touched.map { affected(by: $0) } ?? graph.order
        let moment = seconds
        for name in names {
            let condition = self.condition(of: name)
            guard let care = cares[name], care.condition != condition || care.conditionSince == nil else { continue }
            cares[name]?.condition = condition
            cares[name]?.conditionSince = moment
        }
    }

    /// The services themselves, and those whose gates they may open or close.
    private func affected(by services: Set<String>) -> [String] {
        services.union(services.flatMap { graph.dependents(of: $0) }).filter { cares[$0] != nil }.sorted()
    }

    private func condition(of service: String) -> ServiceStatus.Condition {
        guard let care = cares[service] else { return .absent }
        let all = containers(of: service)
        if isJob(service) { return jobCondition(of: service, care) }
        if isForeign(service) { return .ready }
        if all.contains(where: { $0.state == .paused }) { return .paused }
        if all.contains(where: \.isUnhealthy) { return .unhealthy }
        if !all.isEmpty, isReady(service), replicas(of: service) > 0 { return .ready }
        if care.memory.isGivenUp { return .failed }
        if care.memory.isStopped || care.memory.isLeft && !all.isEmpty { return .stopped }
        if let need = needs[service], !isUp(service) {
            if !need.isDue { return .backingOff }
            return closedGate(of: service) == nil ? .starting : .held
        }
        if let hand, hand.covers(service), !isUp(service) { return .starting }
        if all.isEmpty { return replicas(of: service) == 0 ? .stopped : isCompleted(service) ? .completed : .absent }
        if isCompleted(service) { return .completed }
        // Nobody has judged it yet, or the word of its start is on its way.
        let isExpected = outages[service] != nil && care.policy.restart.rule != .never
        if !announcements.isEmpty || !engine.isListed || isExpected { return .starting }
        return all.contains(where: \.isUp) ? .starting : .failed
    }

    private func jobCondition(of service: String, _ care: ServiceCare) -> ServiceStatus.Condition {
        if care.memory.isStopped { return .stopped }
        if jobs.values.contains(service) { return .starting }
        if dueJobs.contains(service) { return closedGate(of: service) == nil ? .starting : .held }
        guard let code = care.memory.lastCode else { return .absent }
        return code == 0 ? .completed : .failed
    }
}
