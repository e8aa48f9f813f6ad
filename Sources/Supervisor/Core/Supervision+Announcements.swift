internal import ComposeModel
internal import ControlProtocol
internal import OrderedCollections

/// What a command line of this program does, having said so.
extension Supervision {
    mutating func begin(_ announcement: Announcement, number: Int) {
        announcements[number] = OpenAnnouncement(announcement: announcement, began: now)
        cancelHand()
        tell("command.began", nil, "'\(announcement.verb.rawValue)' by process \(announcement.process)")
    }

    mutating func endAnnouncement(_ number: Int, succeeded: Bool) {
        guard let open = announcements.removeValue(forKey: number) else { return }
        remember(ChangeSpan(services: [], origin: .announced, ends: true, began: open.began, ended: now))
        let announcement = open.announcement
        let how = succeeded ? "is done" : "was broken off"
        tell("command.ended", nil, "'\(announcement.verb.rawValue)' by process \(announcement.process) \(how)")
        let named = announcement.services.isEmpty ? graph.order : announcement.services
        for service in named where cares[service] != nil {
            obey(announcement.verb, for: service, succeeded: succeeded)
        }
        // Dependencies come along with what is named.
        if announcement.verb.starts {
            for service in graph.order where containers(of: service).contains(where: \.isUp) { wake(service) }
        }
        // Word of the last steps may still be on its way.
        for service in graph.order { settle(service) }
    }

    private mutating func obey(_ verb: Announcement.Verb, for service: String, succeeded: Bool) {
        let isDown = !containers(of: service).contains(where: \.isUp)
        switch verb {
        case .stop, .down: if succeeded || isDown { rest(service) }
        case .remove: if isDown { rest(service) }
        case .kill: if isDown { rest(service) } else { cares[service]?.stopsWithDeath = true }
        case .create: if isDown, succeeded { rest(service) }
        case .unpause: wake(service)
        case .start, .restart: touch(service)
        case .up, .scale:
            touch(service)
            cares[service]?.learnsReplicas = succeeded
        case .pause, .run: break
        }
    }

    /// Somebody has changed a service, which gives it a new chance.
    mutating func touch(_ service: String) {
        wake(service)
        cares[service]?.failuresInRow = 0
        cares[service]?.repairsFailed = 0
        cares[service]?.lastRepairFailure = nil
        cares[service]?.isHealthSpent = false
        cares[service]?.lost = []
        remember(service) { $0.forgive() }
    }

    private mutating func wake(_ service: String) {
        cares[service]?.stopsWithDeath = false
        remember(service) { memory in
            memory.isStopped = false
            memory.isLeft = false
        }
    }
}

extension Announcement.Verb {
    /// Whether it leaves running what it is about.
    fileprivate var starts: Bool {
        switch self {
        case .up, .start, .restart, .run, .scale, .unpause: true
        case .create, .stop, .kill, .remove, .pause, .down: false
        }
    }
}
