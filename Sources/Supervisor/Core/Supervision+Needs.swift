/// What is to be done for services, until it is asked for.
extension Supervision {
    /// Adds to what is to be done for a service; of two needs the stronger one stays.
    ///
    /// - Parameters:
    ///   - action: what is needed.
    ///   - service: what for.
    ///   - reason: for the timeline.
    ///   - incident: that it is for; nil for none.
    ///   - pause: nanoseconds until it is time.
    ///   - containers: those to restart; nil is all.
    ///   - isForHealth: whether the need is over once the service is healthy.
    mutating func want(
        _ action: ServiceNeed.Action,
        for service: String,
        because reason: String,
        incident: Int? = nil,
        after pause: Int = 0,
        containers: Set<String>? = nil,
        isForHealth: Bool = false
    ) {
        touched?.insert(service)
        if let old = needs[service] {
            if old.action > action { return }
            if old.action == action {
                if let known = old.containers { needs[service]?.containers = containers.map { known.union($0) } }
                if !isForHealth { needs[service]?.isForHealth = false }
                return
            }
        }
        needs[service] = ServiceNeed(
            action: action,
            reason: reason,
            incident: incident ?? needs[service]?.incident,
            containers: containers,
            isDue: pause <= 0,
            isForHealth: isForHealth
        )
        if pause > 0 {
            let moment = seconds + Self.seconds(pause)
            cares[service]?.nextAttempt = moment
            appoint(.restart(service: service), after: pause)
        } else {
            cares[service]?.nextAttempt = nil
            callOff(.restart(service: service))
        }
    }

    /// What was to be done for a service is done.
    mutating func satisfy(_ service: String) {
        needs[service] = nil
        cares[service]?.nextAttempt = nil
        callOff(.restart(service: service))
    }

    /// Nothing is to be done for a service any more.
    mutating func drop(_ service: String) {
        satisfy(service)
        callOff(.unhealthyAction(service: service))
        heldUnhealthy.remove(service)
    }

    /// The pause before a restart is over.
    mutating func endPause(of service: String) {
        cares[service]?.nextAttempt = nil
        needs[service]?.isDue = true
    }

    /// Looks at a service again when it shows what has happened to it.
    mutating func settle(_ service: String) { appoint(.settling(service: service), after: Self.settlingTime) }

    /// What is taken for the doing of work or of a command that has ended may have been somebody else's.
    mutating func settleUnlessAtWork(_ service: String) {
        if announcements.isEmpty, hand?.covers(service) != true { settle(service) }
    }

    /// Whether a start would start anything.
    func lacksStart(_ service: String) -> Bool {
        let all = containers(of: service)
        return all.count < replicas(of: service) || all.contains { !$0.isUp && !isCompleted($0) }
    }
}
