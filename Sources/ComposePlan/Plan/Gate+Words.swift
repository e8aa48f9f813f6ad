internal import ComposeModel

/// A gate in words, the same wherever it is spoken of.
extension Gate {
    /// Who waits for what: `app waits for db to be healthy`; `waiting for db to be up` where only the user does.
    package var waiting: String {
        guard !dependents.isEmpty else { return "waiting for \(goal)" }
        return "\(waiters) \(dependents.count == 1 ? "waits" : "wait") for \(goal)"
    }

    /// That it stayed closed for too long, and by which rule: `app waited 30s for db to be healthy (x-timeout)`.
    package func waited(_ time: Duration) -> String {
        let who = dependents.isEmpty ? "" : "\(waiters) "
        return "\(who)waited \(time.composeDescription) for \(goal)" + (timeoutKey.map { " (\($0))" } ?? "")
    }

    /// What is waited for: `db to be healthy`.
    package var goal: String {
        switch condition {
        case .started: "\(service) to start"
        case .healthy: "\(service) to be healthy"
        case .completed: "\(service) to complete"
        case .runningOrHealthy: "\(service) to be up"
        }
    }

    /// `api`, `api and web`, `api, web and 3 more`.
    private var waiters: String {
        switch dependents.count {
        case 0: ""
        case 1: dependents[0]
        case 2: "\(dependents[0]) and \(dependents[1])"
        default: "\(dependents[0]), \(dependents[1]) and \(dependents.count - 2) more"
        }
    }
}
