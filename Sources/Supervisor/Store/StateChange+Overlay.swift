internal import ControlProtocol

/// What is not on the disk yet, laid over what was read from there.
extension [StateChange] {
    func projects(over stored: [StoredProject]) -> [StoredProject] {
        var projects = stored
        for change in self {
            switch change {
            case .save(let project):
                projects.removeAll { $0.handover.name == project.handover.name }
                projects.append(project)
            case .remove(project: let name): projects.removeAll { $0.handover.name == name }
            default: break
            }
        }
        return projects.sorted { $0.handover.name < $1.handover.name }
    }

    func memories(of project: String, over stored: [ServiceMemory]) -> [ServiceMemory] {
        var memories = stored
        for change in self {
            switch change {
            case .keep(let memory, project: project):
                memories.removeAll { $0.service == memory.service }
                memories.append(memory)
            case .remove(project: project): memories = []
            default: break
            }
        }
        return memories.sorted { $0.service < $1.service }
    }

    /// In no order.
    func incidents(over stored: [Incident]) -> [Incident] {
        var incidents: [Int: Incident] = [:]
        for incident in stored { incidents[incident.id] = incident }
        for change in self {
            switch change {
            case .open(let incident): incidents[incident.id] = incident
            case .note(incident: let id, action: let action, evidence: let evidence):
                incidents[id]?.add(action: action, evidence: evidence)
            case .close(incident: let id, time: let time): incidents[id]?.closed = time
            default: break
            }
        }
        return [Incident](incidents.values)
    }

    /// By their numbers.
    func timeline(over stored: [TimelineEntry]) -> [TimelineEntry] {
        var known: Set<Int> = []
        for entry in stored { known.insert(entry.number) }
        var entries = stored
        for case .append(let entry) in self where known.insert(entry.number).inserted { entries.append(entry) }
        return entries.sorted { $0.number < $1.number }
    }
}
