/// What the user asks for, which together with the project and the observed state decides the plan.
package enum Intent: Sendable {
    /// `up`, `create`, `scale`, and the dependencies of `run`.
    case converge(ConvergeRequest)
    case start(StartRequest)
    case stop(StopRequest)
    case restart(RestartRequest)
    case down(DownRequest)
    case kill(KillRequest)
    case remove(RemoveRequest)
    case pause(PauseRequest)
    case unpause(PauseRequest)
}

/// When a container that exists is replaced by a new one.
package enum RecreatePolicy: Sendable, Hashable {
    case diverged, always, never
}

/// When images are built.
package enum BuildPolicy: Sendable, Hashable {
    case whenMissing, always, never
}

/// Makes the engine hold what the project declares.
package struct ConvergeRequest: Sendable {
    /// The services named by the user, while the others are dependencies; empty means every service.
    package var targets: Set<String> = []
    package var recreate: RecreatePolicy = .diverged
    /// For services that are not targets.
    package var recreateDependencies: RecreatePolicy = .diverged
    package var renewsAnonymousVolumes = false
    /// Whether containers are started, or only created.
    package var starts = true
    /// Whether the plan ends with a gate on every service (`--wait`).
    package var waits = false
    package var removesOrphans = false
    /// Whether orphans are not even mentioned.
    package var ignoresOrphans = false
    /// Whether `depends_on` orders nothing (`--no-deps`).
    package var ignoresDependencies = false
    /// Seconds before a container that is replaced is killed; nil leaves the container's own.
    package var stopTimeout: Int?
    /// Stands in for every service's `pull_policy`; nil leaves them.
    package var pullPolicy: String?
    package var build: BuildPolicy = .whenMissing
    /// Images that an earlier plan of the same run has fetched or made, and that need no step any more.
    package var freshImages: Set<String> = []
    /// Whether a container that is replaced stays until its successor is ready, and comes back when that fails.
    package var rollsBack = false
    /// How long each gate may stay closed where its own edge does not say; nil is as long as it takes.
    package var gateTimeout: Duration?
    /// The compose keys of volumes whose definition changed and that are replaced, with all that is in them.
    ///
    /// Only volumes that `Reconciler.divergedVolumes(_:)` names, and that the user has agreed to lose.
    package var replacesVolumes: Set<String> = []
    /// A service whose dependencies are made ready for a one-off container: it gets its image and gates, no replica.
    package var oneOff: String?

    package init() {}

    func recreatePolicy(for service: String) -> RecreatePolicy {
        targets.isEmpty || targets.contains(service) ? recreate : recreateDependencies
    }
}

/// Starts containers that exist.
package struct StartRequest: Sendable {
    /// Empty means every service.
    package var targets: Set<String> = []
    package var waits = false

    package init() {}
}

/// Stops containers in reverse dependency order.
package struct StopRequest: Sendable {
    /// Empty means every service.
    package var targets: Set<String> = []
    /// Seconds; nil leaves each container's own.
    package var timeout: Int?

    package init() {}
}

/// Restarts containers as they are.
package struct RestartRequest: Sendable {
    /// Empty means every service.
    package var targets: Set<String> = []
    /// Seconds; nil leaves each container's own.
    package var timeout: Int?
    /// Whether dependents with `restart: true` stay as they are.
    package var ignoresDependents = false

    package init() {}
}

/// Removes what a project has on the engine.
package struct DownRequest: Sendable {
    package enum Images: Sendable {
        case none
        /// Images that were built for the project and have no name of their own.
        case local
        case all
    }

    /// Empty means every service, and then networks go too.
    package var targets: Set<String> = []
    package var removesVolumes = false
    package var images: Images = .none
    package var removesOrphans = false
    /// Seconds; nil leaves each container's own.
    package var timeout: Int?
    /// Whether the project was read from labels alone, so that labelled volumes count as declared.
    package var isNameOnly = false

    package init() {}
}

/// Sends a signal to what runs, all at once.
package struct KillRequest: Sendable {
    /// Empty means every service.
    package var targets: Set<String> = []
    /// By name or number.
    package var signal = "SIGKILL"
    /// Whether containers of services that the project no longer has get it, too.
    package var includesOrphans = false

    package init() {}
}

/// Removes containers that have ended.
package struct RemoveRequest: Sendable {
    /// Empty means every service.
    package var targets: Set<String> = []
    /// Whether those that run are stopped first, instead of being left alone.
    package var stops = false
    /// Whether anonymous volumes go with them.
    package var removesVolumes = false
    /// The ids of the containers that the user has agreed to lose; nil is all.
    package var agreed: Set<String>?

    package init() {}
}

/// Freezes what runs, or lets it go on.
package struct PauseRequest: Sendable {
    /// Empty means every service.
    package var targets: Set<String> = []

    package init() {}
}
