internal import ComposeModel
internal import ControlProtocol

/// What is asked for next: one piece of work at a time, for all that need the same and whose gates are open.
extension Supervision {
    /// How long work may take before it is given up for something that has become urgent.
    private static let patience = second

    mutating func proceed() {
        guard engine.isUsable else { return }
        if announcements.isEmpty, takedown == nil, !isClosing {
            payDebts()
            replaceSharers()
            releaseHeld()
        }
        startJobs()
        guard hand == nil else { return considerOvertaking() }
        if let takedown {
            if takedown.isDue { takeDown(takedown) }
            return
        }
        if isClosing { return stopForClosing() }
        guard announcements.isEmpty else { return }
        forgetWhatIsDone()
        if let renaming = renames.first {
            renames.removeFirst()
            rename(renaming)
        } else if !askForNeeds() {
            askForWholeProject()
        }
    }

    // MARK: - Choosing

    /// Somebody else may have done it meanwhile.
    private mutating func forgetWhatIsDone() {
        for (service, need) in needs where need.action == .start && !lacksStart(service) { satisfy(service) }
    }

    /// - Returns: whether anything was asked for.
    private mutating func askForNeeds() -> Bool {
        var groups: [ServiceNeed.Action: Set<String>] = [:]
        for (service, need) in needs where need.isDue {
            guard need.action == .stop || closedGate(of: service) == nil else { continue }
            groups[action(of: need, for: service), default: []].insert(service)
        }
        for action in [ServiceNeed.Action.stop, .start, .converge, .replace, .restart] {
            guard let services = groups[action] else { continue }
            ask(for: action, services)
            return true
        }
        return false
    }

    /// What is not there cannot be started, and neither can what shares something with a container that is gone.
    private func action(of need: ServiceNeed, for service: String) -> ServiceNeed.Action {
        let isThere = containers(of: service).count >= replicas(of: service)
        if need.action < .replace, isThere, lostDonor(of: service) != nil { return .replace }
        return need.action < .converge && !isThere ? .converge : need.action
    }

    private mutating func ask(for action: ServiceNeed.Action, _ services: Set<String>) {
        let names = services.sorted()
        let asked = names.compactMap { needs[$0] }
        let kind: Work.Kind =
            switch action {
            case .start: .start(services: services)
            case .restart: .restart(services: services)
            case .converge: .converge(services: services)
            case .replace: .replace(services: services)
            case .stop: .stop(services: services)
            }
        var work = newWork(kind, reason(of: asked), incident: asked.compactMap(\.incident).first)
        if action == .restart {
            for name in names {
                work.containers.formUnion(needs[name]?.containers ?? Set(containers(of: name).map(\.id)))
            }
        }
        begin(work, needs: needs.filter { services.contains($0.key) })
    }

    /// `db-1 ended with code 1`, `db-1 ended with code 1, and 99 more`.
    private func reason(of needs: [ServiceNeed]) -> String {
        let first = needs.first?.reason ?? ""
        return needs.count > 1 ? "\(first), and \(needs.count - 1) more" : first
    }

    private mutating func askForWholeProject() {
        guard let reason = convergence else { return }
        convergence = nil
        let services = graph.order.filter { name in
            cares[name]?.isAtRest == false && !isJob(name)
        }
        guard !services.isEmpty else { return }
        let work = newWork(.converge(services: Set(services)), reason)
        begin(work, needs: needs.filter { services.contains($0.key) }, convergence: reason)
    }

    private mutating func rename(_ renaming: Renaming) {
        let kind = Work.Kind.rename(container: renaming.container, service: renaming.service, to: renaming.name)
        begin(newWork(kind, "it should be named \(renaming.name)", incident: renaming.incident), needs: [:])
    }

    private mutating func takeDown(_ takedown: Takedown) {
        let kind = Work.Kind.down(removesVolumes: takedown.removesVolumes)
        begin(newWork(kind, takedown.reason, incident: takedown.incident), needs: [:])
        self.takedown?.isDue = false
    }

    private mutating func stopForClosing() {
        guard wanted.policy.shutdown == .stop, !engine.isStopping else { return }
        engine.isStopping = true
        begin(newWork(.stop(services: Set(graph.order)), "the daemon ends"), needs: [:])
    }

    private mutating func newWork(_ kind: Work.Kind, _ reason: String, incident: Int? = nil) -> Work {
        lastWork += 1
        return Work(number: WorkNumber(value: lastWork), kind: kind, incident: incident, reason: reason)
    }

    private mutating func begin(_ work: Work, needs asked: [String: ServiceNeed], convergence: String? = nil) {
        for service in asked.keys {
            satisfy(service)
        }
        touched?.formUnion(work.kind.services)
        hand = WorkInHand(work: work, needs: asked, convergence: convergence, began: now)
        effects.append(.work(work))
    }

    // MARK: - Giving up

    /// Gives up what is under way; its end comes back as one of any work.
    mutating func cancelHand() {
        guard let hand, !hand.isCancelled else { return }
        self.hand?.isCancelled = true
        effects.append(.cancel(hand.work.number))
    }

    /// Work that takes long makes room for what has become urgent, but not again and again.
    private mutating func considerOvertaking() {
        guard let hand, hand.canBeOvertaken, !hand.isCancelled, overtakes < 2, !stands(.overtaking) else { return }
        let isUrgent = needs.contains { $0.value.isDue && closedGate(of: $0.key) == nil }
        if isUrgent { appoint(.overtaking, after: Self.patience) }
    }

    private mutating func overtake() {
        guard let hand, hand.canBeOvertaken, !hand.isCancelled else { return }
        guard needs.contains(where: { $0.value.isDue && closedGate(of: $0.key) == nil }) else { return }
        overtakes += 1
        cancelHand()
    }

    // MARK: - Appointments

    /// An appointment has come, unless it has been overtaken.
    mutating func keep(_ appointment: Appointment) {
        guard appointments[appointment.purpose] == appointment.number else {
            touched = []
            return
        }
        callOff(appointment.purpose)
        touched = appointment.purpose.service.map { Set([$0]) }
        switch appointment.purpose {
        case .restart(let service): endPause(of: service)
        case .unhealthyAction(let service): restartUnhealthy(service)
        case .stable(let service): noteStability(of: service)
        case .recovery(let service): endUnprobedOutage(of: service)
        case .settling(let service): review(service)
        case .schedule(let service): noteTime(ofRunOf: service)
        case .imageRefresh(let service): refreshImage(of: service)
        case .overtaking: overtake()
        case .retry: takedown?.isDue = true
        }
    }
}
