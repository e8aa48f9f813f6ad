internal import ComposeRuntime
internal import DockerEngine

/// The daemon's turn at changing a project, which no command line has meanwhile.
///
/// One lock for all that the daemon does to the project at a time: works that go on side by side share it.
actor ProjectTurn {
    private let project: String
    private let engine: EngineHost
    private let environment: [String: String]
    private var takers = 0
    private var lock: ProjectLock.Held?

    /// How long to let pass before a lock that another has is tried again.
    private static let interval = Duration.milliseconds(75)

    /// - `environment`: the daemon's, which says where runtime files belong.
    init(project: String, engine: EngineHost, environment: [String: String]) {
        self.project = project
        self.engine = engine
        self.environment = environment
    }

    /// Returns once the daemon has the turn; each that has taken it gives it back.
    ///
    /// - Throws: `LockUnavailable`, and `CancellationError` when the task is cancelled while it waits.
    func take() async throws {
        takers += 1
        do {
            while lock == nil {
                try Task.checkCancellation()
                lock = try ProjectLock.hold(
                    project: project,
                    engine: engine,
                    command: "swiftcomposed",
                    environment: environment
                )
                if lock == nil { try await Task.sleep(for: Self.interval) }
            }
        } catch {
            giveBack()
            throw error
        }
    }

    func giveBack() {
        takers -= 1
        if takers == 0 { lock = nil }
    }
}
