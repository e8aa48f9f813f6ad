/// A piece of work: an intent for the planner, and why.
///
/// It is planned for the services it names and no others: `Supervision.project(for:)` is the project narrowed to them. The
/// core has looked after their gates; dependencies planned along would run jobs again that have completed, and start what
/// the user has stopped.
struct Work: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// The named services and what they share come to be as declared; what runs and is up to date stays.
        ///
        /// Images count, so that this needs a look at the engine, as `replace` does.
        case converge(services: Set<String>)
        /// Containers of the services that have ended are started again.
        case start(services: Set<String>)
        /// Containers of the services are restarted in order.
        case restart(services: Set<String>)
        /// Containers of the services are made anew.
        case replace(services: Set<String>)
        /// In reverse order, each with its full grace period.
        case stop(services: Set<String>)
        /// A container gets the name back that it should have.
        case rename(container: String, service: String, to: String)
        /// One run of a service as a job.
        case job(service: String)
        case down(removesVolumes: Bool)
    }

    var number: WorkNumber
    var kind: Kind
    /// Ids of the containers that a restart is for, while others of the services stay as they are; empty for other work.
    var containers: Set<String>
    /// The incident that it is for; nil for none.
    var incident: Int?
    /// For the timeline: `db-1 ended with code 1`.
    var reason: String

    init(number: WorkNumber, kind: Kind, containers: Set<String> = [], incident: Int? = nil, reason: String) {
        self.number = number
        self.kind = kind
        self.containers = containers
        self.incident = incident
        self.reason = reason
    }
}

extension Work.Kind {
    /// The services that it changes; empty means every service.
    var services: Set<String> {
        switch self {
        case .converge(let services), .start(let services), .restart(let services), .replace(let services),
            .stop(let services):
            services
        case .rename(_, let service, _), .job(let service): [service]
        case .down: []
        }
    }

    /// In words, as for a status: `repairing db`.
    var activity: String {
        let names = services.sorted().joined(separator: ", ")
        return switch self {
        case .converge: "repairing \(names)"
        case .start: "starting \(names)"
        case .restart: "restarting \(names)"
        case .replace: "replacing \(names)"
        case .stop: "stopping \(names)"
        case .rename(_, let service, _): "renaming a container of \(service)"
        case .job: "running \(names)"
        case .down: "taking the project down"
        }
    }
}
