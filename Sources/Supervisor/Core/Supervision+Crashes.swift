internal import ComposeModel
internal import ControlProtocol

/// Services that end by themselves: restarts with back-off, and when to give up.
extension Supervision {
    /// A container has ended and nobody asked for it.
    mutating func noteCrash(of container: TrackedContainer) {
        let service = container.service
        let code = container.exitCode ?? 0
        guard let care = cares[service], !isJob(service) else { return }
        remember(service) { $0.lastCode = code }
        guard !care.isAtRest, !isCompleted(container) else { return }
        let incident = openOutage(
            container.ending == .outOfMemory ? .outOfMemory : .crash,
            of: service,
            container: container.name,
            crashSummary(of: container, code: code),
            code: code,
            at: container.diedAt.map { Self.seconds($0) }
        )
        change(container.id) { $0.isReported = true }
        guard care.policy.restart.restarts(after: code) else {
            note(incident, "left as it is: its restart policy is 'no'")
            return
        }
        countFailure(of: container)
        guard !giveUp(service) else { return }
        restart(service, because: "\(container.name) ended with \(EndingWords.code(code))", incident)
    }

    private func crashSummary(of container: TrackedContainer, code: Int) -> String {
        var summary = "\(container.name) ended with \(EndingWords.code(code))"
        if container.ending == .outOfMemory { summary += ", out of memory" }
        if container.ending == .unseen { summary += " while nobody was looking" }
        return summary
    }

    /// Several containers that end together are one failure: what ended has to have begun after the last one.
    private mutating func countFailure(of container: TrackedContainer) {
        let service = container.service
        guard let policy = cares[service]?.policy.restart else { return }
        let window = policy.window.seconds
        let now = seconds
        let began = container.startedAt.map { Self.seconds($0) } ?? 0
        let last = cares[service]?.memory.failures.last
        let isNew = last.map { began > $0 || abs(now - $0) > policy.stableAfter.seconds } ?? true
        guard isNew else { return }
        cares[service]?.failuresInRow += 1
        // A clock that was set back leaves moments that are still to come.
        remember(service) { memory in
            memory.failures.removeAll { now - $0 > window || $0 > now }
            memory.failures.append(now)
        }
    }

    private mutating func restart(_ service: String, because reason: String, _ incident: Int) {
        guard let care = cares[service] else { return }
        let pause = BackOff.nanoseconds(
            after: care.failuresInRow,
            delay: care.policy.restart.delay.nanoseconds,
            longest: care.policy.restart.maxDelay.nanoseconds
        )
        want(.start, for: service, because: reason, incident: incident, after: pause)
    }

    /// Gives a service up once it has failed more often than its policy allows, and tells of a crash loop.
    ///
    /// - Returns: whether it is given up.
    private mutating func giveUp(_ service: String) -> Bool {
        guard let care = cares[service] else { return false }
        let failures = care.memory.failures.count
        let limit = care.policy.restart.limit
        let window = care.policy.restart.window.composeDescription
        let isOver = limit.map { failures > $0 } ?? false
        guard isOver || failures > RestartPolicy.usualLimit else { return false }
        if loops[service] == nil {
            let summary = "\(service) has ended \(failures) times within \(window)"
            loops[service] = Outage(incident: open(.crashLoop, service, summary), opened: seconds)
        }
        guard isOver else { return false }
        note(loops[service]?.incident, "given up until somebody changes or starts it")
        note(outages[service]?.incident, "given up after \(failures) failures within \(window)")
        tell("service.given_up", service, "\(service) is given up after \(failures) failures within \(window)")
        tell("service.needs_attention", service, "\(service) crashes again and again and is given up")
        drop(service)
        remember(service) { $0.isGivenUp = true }
        return true
    }

    /// It has run long enough for earlier failures not to lengthen the pause any more.
    mutating func noteStability(of service: String) {
        guard containers(of: service).contains(where: \.isUp) else { return }
        cares[service]?.failuresInRow = 0
        cares[service]?.repairsFailed = 0
        cares[service]?.lastRepairFailure = nil
    }
}
