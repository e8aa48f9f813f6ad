internal import ComposePlan
package import DockerEngine

/// What events change.
extension LiveState {
    /// The events to ask the engine for; the many that each probe leaves are not among them.
    package static let containerActions = [
        "create", "start", "restart", "die", "stop", "kill", "oom", "pause", "unpause", "rename", "destroy",
        "health_status",
    ]

    /// Takes in an event of one of the project's containers.
    ///
    /// - Returns: false for one that is of no container of the project, or has been overtaken by a later one.
    @discardableResult
    package mutating func apply(_ event: EngineEvent) -> Bool {
        guard event.type == "container", event.attributes[ComposeLabel.project] == project,
            Self.belongs(event.attributes)
        else { return false }
        clock += 1
        moment = max(moment, event.timeNano)
        if event.action == "destroy" {
            removed[event.actorID] = clock
            return records.removeValue(forKey: event.actorID) != nil
        }
        guard removed[event.actorID] == nil else { return false }
        var record = records[event.actorID] ?? Self.record(of: event)
        guard Self.move(&record, by: event) else {
            records[event.actorID]?.isAmbiguous = record.isAmbiguous
            return false
        }
        record.changed = clock
        records[event.actorID] = record
        return true
    }

    /// A container that events are the first to tell of.
    private static func record(of event: EngineEvent) -> Record {
        let labels = event.attributes
        var container = ObservedContainer(
            id: event.actorID,
            name: labels["name"] ?? event.actorID,
            service: labels[ComposeLabel.service] ?? "",
            number: labels[ComposeLabel.containerNumber].flatMap { Int($0) } ?? 0,
            state: .created
        )
        container.isOneOff = labels[ComposeLabel.oneOff] == "True"
        container.image = labels["image"] ?? ""
        container.created = event.timeNano / 1_000_000_000
        container.labels = kept(labels)
        return Record(container: container)
    }

    /// Within which time, in nanoseconds, the order of a death and a start is no matter of course.
    private static let closeness = 1_000_000_000

    /// Returns false when the event is older than what is known.
    private static func move(_ record: inout Record, by event: EngineEvent) -> Bool {
        switch event.action {
        case "start", "die":
            let isStart = event.action == "start"
            let isClose = abs(event.timeNano - record.turned) < closeness
            let isOvertaken = event.timeNano < record.turned
            // A start close after a death, or a death that seems to be from just before the start.
            record.isAmbiguous = isClose && (isStart ? record.container.state == .exited : isOvertaken)
            guard !isOvertaken else { return false }
            record.turned = event.timeNano
        default: break
        }
        switch event.action {
        case "start":
            record.container.state = .running
            record.container.exitCode = nil
            // A start resets the probes.
            record.container.health = record.hasProbes == true ? .starting : .none
        case "die":
            record.container.state = .exited
            record.container.exitCode = event.exitCode ?? 0
            record.container.health = .none
        case "pause": record.container.state = .paused
        case "unpause": record.container.state = .running
        case "rename": record.container.name = event.attributes["name"] ?? record.container.name
        case "health_status":
            guard let health = ObservedContainer.Health(rawValue: event.detail ?? "") else { return false }
            record.hasProbes = health != .none
            // The verdict on a run that is over may come after its end.
            if record.container.state == .running { record.container.health = health }
        default: break
        }
        return true
    }

    // MARK: - Networks

    /// Notes that a container was joined to a network, or cut off from one; false for a container of somebody else.
    ///
    /// The engine takes a container that ends off its networks, too, and puts it back at the next start, so that only who
    /// has seen that it still runs may say that it was cut off.
    @discardableResult
    package mutating func note(_ container: String, on network: String, id: String?) -> Bool {
        guard records[container] != nil else { return false }
        clock += 1
        records[container]?.container.networks[network] = id
        records[container]?.changed = clock
        return true
    }
}
