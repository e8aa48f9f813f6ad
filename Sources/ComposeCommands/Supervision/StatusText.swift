internal import ControlProtocol
internal import TerminalOutput

/// What the daemon cares for, as people read it.
struct StatusText: Sendable {
    let status: DaemonStatus
    /// Seconds since 1970.
    let now: Double
    let isColoured: Bool

    /// A row for each service, each with its line break.
    func table() -> String {
        var table = Table(
            ["project", "service", "condition", "ready", "running", "restarts", "since", "waiting for"],
            minimumWidth: 0
        )
        for project in status.projects {
            if project.services.isEmpty { table.append([project.name]) }
            for service in project.services {
                table.append([
                    project.name, service.name, paint(service), service.isEffectivelyReady ? "yes" : "no",
                    "\(service.running)/\(service.replicas)", "\(service.restarts)",
                    MomentText.age(service.since, at: now), waiting(service),
                ])
            }
        }
        return table.render()
    }

    /// The table between what is known of the daemon and what is under way, for a screen.
    func screen() -> [String] {
        var lines = [title, ""]
        if status.projects.isEmpty {
            lines.append("no project is in the daemon's care; 'swiftcompose supervise' hands one over")
        } else {
            lines += table().split(separator: "\n").map { String($0) }
        }
        let notes = self.notes
        if !notes.isEmpty { lines += [""] + notes }
        return lines
    }

    private var title: String {
        let engine = status.engineIsReachable ? status.engine : "\(status.engine), which does not answer"
        let age = MomentText.age(status.started, at: now).lowercased()
        return "daemon \(status.version), process \(status.process), up \(age), engine \(engine)"
    }

    /// What concerns whole projects, a line each.
    var notes: [String] {
        status.projects.flatMap { project -> [String] in
            var notes: [String] = []
            if let activity = project.activity { notes.append("\(project.name): \(activity)") }
            if let lease = project.lease { notes.append("\(project.name): \(words(lease))") }
            if project.openIncidents > 0 {
                let count = project.openIncidents == 1 ? "1 open incident" : "\(project.openIncidents) open incidents"
                notes.append("\(project.name): \(count), see 'swiftcompose incidents --open'")
            }
            return notes
        }
    }

    private func words(_ lease: Lease) -> String {
        var ends: [String] = []
        if let end = lease.ends { ends.append("in \(MomentText.age(now, at: end).lowercased())") }
        if let process = lease.process { ends.append("with process \(process)") }
        return "taken down \(ends.joined(separator: " or "))" + (lease.removesVolumes ? ", with its volumes" : "")
    }

    private func waiting(_ service: ServiceStatus) -> String {
        var words: [String] = []
        if let waitingFor = service.waitingFor { words.append(waitingFor) }
        if let next = service.nextAttempt, next > now {
            words.append("next attempt in \(MomentText.outage(next - now))")
        }
        return words.joined(separator: ", ")
    }

    private func paint(_ service: ServiceStatus) -> String {
        let style: Style? =
            switch service.condition {
            case .ready, .completed: Style.green
            case .starting, .held, .backingOff: Style.yellow
            case .unhealthy, .failed: Style.red
            case .stopped, .paused, .absent: nil
            }
        return style?.paint(service.condition.words, isOn: isColoured) ?? service.condition.words
    }
}
