internal import ComposePlan
internal import ControlProtocol
internal import DockerEngine

/// Something that goes along with every project in the daemon's care: watches its files, probes its containers.
protocol ProjectCompanion: Sendable {
    /// Does its part until the task is cancelled, which happens when other things are wanted of the project, or it is
    /// released.
    func accompany(_ project: AccompaniedProject) async
}

/// A project in care, as its companions see it.
struct AccompaniedProject: Sendable {
    /// What an incident is to say.
    struct Finding: Sendable {
        var kind: Incident.Kind
        /// nil for what concerns the whole project.
        var service: String?
        /// One sentence.
        var summary: String
        /// Facts, one a line; without secrets.
        var evidence: [String] = []
    }

    let supervised: SupervisedProject
    let engine: EngineClient
    /// What happens to its containers from now on.
    let events: AsyncStream<ContainerEvent>
    /// Its containers as they are now.
    let containers: @Sendable () async -> [ObservedContainer]
    /// Tells the core of the supervision.
    let tell: @Sendable (SupervisionInput) async -> Void
    /// Opens an incident about something that the core does not see; returns its number.
    let open: @Sendable (Finding) async -> Int
    /// Closes one of these.
    let close: @Sendable (Int) async -> Void
    /// Hands the project over anew, as a command line would; throws `ControlError`.
    let take: @Sendable (Handover) async throws -> Void
}
