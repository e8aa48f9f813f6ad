/// What happens by itself as time passes.
extension SimulatedState {
    /// When the next thing happens by itself, in nanoseconds since 1970; nil when nothing will.
    package var nextDue: Int? { timers.first?.due }

    /// Lets happen what is due by then.
    package mutating func advance(to now: Int) {
        while let timer = timers.first, timer.due <= now {
            timers.removeFirst()
            guard let index = containers.firstIndex(where: { $0.id == timer.container }), containers[index].isUp else {
                continue
            }
            switch timer.happening {
            case .exit(let code): end(index, code: code, at: timer.due)
            case .health(let health):
                containers[index].health = health
                let container = containers[index]
                log(
                    .container,
                    "health_status: \(health.rawValue)",
                    container.id,
                    container.eventAttributes,
                    at: timer.due
                )
            }
        }
    }

    /// Sets off what the script says of a container that has just been started.
    mutating func schedule(_ container: SimulatedContainer, at now: Int) {
        let behaviour = script.behaviour(of: container.service)
        if container.request.hasHealthcheck {
            schedule(.health(.healthy), after: behaviour.healthyAfter, of: container, at: now)
            schedule(.health(.unhealthy), after: behaviour.unhealthyAfter, of: container, at: now)
        }
        schedule(.exit(code: behaviour.exitCode), after: behaviour.exitsAfter, of: container, at: now)
    }

    private mutating func schedule(
        _ happening: SimulatedTimer.Happening,
        after delay: Duration?,
        of container: SimulatedContainer,
        at now: Int
    ) {
        guard let delay else { return }
        let due = now + delay.inNanoseconds
        let place = timers.firstIndex { $0.due > due } ?? timers.endIndex
        timers.insert(SimulatedTimer(due: due, container: container.id, happening: happening), at: place)
    }
}
