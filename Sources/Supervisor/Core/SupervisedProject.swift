internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol

/// A project in the daemon's care: what is wanted, and by which policies.
struct SupervisedProject: Sendable {
    var project: Project
    var names: ProjectNames
    var source: ProjectSource
    /// Of the project as a whole.
    var policy: ProjectPolicy
    /// By service; every service of the project has one.
    var services: [String: ServicePolicy]
    var lease: Lease?
    /// Seconds since 1970.
    var since: Double
    /// Services that the user has stopped and that are to stay so.
    var stopped: Set<String> = []
}

extension SupervisedProject {
    /// The policies as the project's extensions have them; what is wrong in these takes its default.
    ///
    /// `since` is in seconds since 1970.
    init(_ project: Project, source: ProjectSource, lease: Lease? = nil, stopped: [String] = [], since: Double) {
        self.init(
            project: project,
            names: ProjectNames(project: project.name, isCompatible: source.isCompatible),
            source: source,
            policy: ProjectPolicy(of: project),
            services: ServicePolicy.all(of: project),
            lease: lease,
            since: since,
            stopped: Set(stopped)
        )
    }
}
