internal import ComposePlan
internal import DockerEngine

extension ContainerEvent {
    /// Reads an event of a container; nil for one that says nothing to the supervision.
    init?(_ event: EngineEvent) {
        guard event.type == "container", let kind = Kind(event) else { return nil }
        let labels = event.attributes
        self.init(
            id: event.actorID,
            name: labels["name"] ?? event.actorID,
            service: labels[ComposeLabel.service] ?? "",
            number: labels[ComposeLabel.containerNumber].flatMap { Int($0) } ?? 0,
            isOneOff: labels[ComposeLabel.oneOff] == "True",
            kind: kind,
            time: event.timeNano,
            labels: labels
        )
    }

    /// What happened to a container that is known, by an event that tells of it by its id only.
    init(_ kind: Kind, to container: ObservedContainer, at time: Int) {
        self.init(
            id: container.id,
            name: container.name,
            service: container.service,
            number: container.number,
            isOneOff: container.isOneOff,
            kind: kind,
            time: time,
            labels: container.labels
        )
    }
}

extension ContainerEvent.Kind {
    fileprivate init?(_ event: EngineEvent) {
        switch event.action {
        case "create": self = .created
        case "start": self = .started
        case "restart": self = .restarted
        case "pause": self = .paused
        case "unpause": self = .unpaused
        case "oom": self = .outOfMemory
        case "destroy": self = .destroyed
        case "die": self = .died(code: event.exitCode ?? 0)
        case "stop": self = .stopped
        case "kill": self = .signalled(event.attributes["signal"].flatMap { Int($0) } ?? 0)
        case "rename": self = .renamed(to: event.attributes["name"] ?? "")
        case "health_status":
            guard let health = ObservedContainer.Health(rawValue: event.detail ?? "") else { return nil }
            self = .health(health)
        default: return nil
        }
    }
}
