internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// What is wanted changes.
extension Supervision {
    /// The project was handed over anew.
    mutating func take(_ project: SupervisedProject) {
        let before = Set(graph.order)
        replaceWanted(by: project)
        let after = Set(graph.order)
        for name in before.subtracting(after).sorted() { abandon(name) }
        for name in graph.order {
            let policy = project.services[name] ?? ServicePolicy()
            guard before.contains(name) else {
                cares[name] = ServiceCare(name, policy: policy, memory: nil)
                cares[name]?.memory.isStopped = project.stopped.contains(name)
                if let memory = cares[name]?.memory { effects.append(.keep(memory)) }
                learnProbes(of: name)
                if engine.wasListed { beginSchedule(of: name) }
                continue
            }
            cares[name]?.policy = policy
            learnProbes(of: name)
            let wasStopped = cares[name]?.memory.isStopped == true
            let isUp = containers(of: name).contains(where: \.isUp)
            touch(name)
            if project.stopped.contains(name) || wasStopped && !isUp { rest(name) }
            if engine.wasListed { beginSchedule(of: name) }
        }
        for name in graph.order { settle(name) }
    }

    /// Whether the engine probes a service shows in its definition, where that says so itself.
    mutating func learnProbes(of service: String) {
        guard let isProbed = definition(of: service)?.hasOwnHealthcheck else { return }
        cares[service]?.isProbed = isProbed
    }

    private mutating func abandon(_ service: String) {
        drop(service)
        closeOutage(of: service)
        for container in containers(of: service) { containers[container.id] = nil }
        for purpose in appointments.keys where purpose.service == service { callOff(purpose) }
        indebted.remove(service)
        dueJobs.remove(service)
        cares[service] = nil
    }

    /// Somebody asks for the whole project to come to be as declared.
    mutating func askForConvergence(_ reason: String) {
        convergence = reason
        for name in graph.order where cares[name]?.memory.isStopped == false { touch(name) }
    }

    /// Containers of services are made anew, since what they show has changed.
    mutating func renew(_ services: Set<String>, _ reason: String) {
        for name in graph.order where services.contains(name) && cares[name]?.isAtRest == false {
            want(.replace, for: name, because: reason)
        }
    }

    /// The project has outlived its lease and is taken down.
    mutating func endLease(_ reason: String) {
        guard takedown == nil else { return }
        let incident = open(.lease, nil, "the lease of the project has ended: \(reason)")
        takedown = Takedown(reason: reason, incident: incident, removesVolumes: wanted.lease?.removesVolumes ?? false)
        for name in needs.keys.sorted() { drop(name) }
        cancelHand()
    }

    /// The daemon ends; what it has begun is broken off, and by policy the project is stopped.
    mutating func close() {
        guard !isClosing else { return }
        isClosing = true
        for name in needs.keys.sorted() { drop(name) }
        cancelHand()
    }
}

extension Appointment.Purpose {
    /// nil for what is not about one.
    var service: String? {
        switch self {
        case .restart(let service), .unhealthyAction(let service), .stable(let service), .recovery(let service),
            .settling(let service), .schedule(let service), .imageRefresh(let service):
            service
        case .overtaking, .retry: nil
        }
    }
}
