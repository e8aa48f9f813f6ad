internal import ComposeModel
internal import ControlProtocol

/// Tells the hooks of a project what happens in it.
struct HookCompanion: ProjectCompanion {
    let hub: EventHub
    let store: any SupervisorStore
    let notifier: Notifier

    func accompany(_ project: AccompaniedProject) async {
        let supervised = project.supervised
        let hooks = supervised.policy.hooks
        guard !hooks.isEmpty else { return }
        let name = supervised.project.name
        // A listener that does not keep up is sent away, and begins anew.
        while !Task.isCancelled {
            for await entry in hub.subscribe(project: name) {
                let event = HookEvent(entry, incident: await incident(of: entry))
                notifier.tell(event, hooks, directory: supervised.source.directory)
            }
        }
    }

    /// The incident that a line of the timeline is about; nil for none, and when the store cannot say.
    private func incident(of entry: TimelineEntry) async -> Incident? {
        guard entry.event.hasPrefix("incident.") else { return nil }
        // A hook that is told of an incident without its details is better than one that is told nothing.
        let recent = try? await store.incidents(project: entry.project, since: nil, onlyOpen: false, limit: 50)
        return recent?.first { incident in
            incident.service == entry.service
                && (entry.text == incident.summary || entry.text.hasPrefix("\(incident.summary): "))
        }
    }
}
