internal import ComposeLoader
internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol
internal import DockerEngine
internal import OrderedCollections

/// Giving a project into the daemon's care.
extension OpenProject {
    /// Loads the whole project, of which this one may be a part, for the daemon.
    ///
    /// - `status`: as the daemon has it; its services stay in its care also where no profile enables them any more.
    ///
    /// - Throws: `LoadFailure`, such as for the env file of a service that the command is not about.
    func handoverDraft(_ status: ProjectStatus?) throws(LoadFailure) -> HandoverDraft {
        var request = context.loadRequest
        request.projectName = project.name
        request.targets = targets.sorted() + (status?.services.map(\.name) ?? [])
        // Was said when the command has loaded its part.
        request.advises = false
        if let text = sources["<stdin>"] { request.standardInput = { Array(text.utf8) } }
        let isCompatible =
            context.globals.compatibility || EnvironmentFlag.isOn(project.environment["COMPOSE_COMPATIBILITY"])
        let loaded = try ProjectLoader.load(request)
        return HandoverDraft(
            loaded,
            scaledAs: project,
            environment: context.environment,
            isCompatible: isCompatible
        )
    }

    /// The handover of a project in the state that the command has left it in.
    func handover(
        _ draft: HandoverDraft,
        after work: HandoverDraft.Work,
        status: ProjectStatus?,
        lease: Lease?
    ) async throws -> Handover {
        let running: Set<String> = try await draft.dependsOnRunning(work, status) ? runningServices() : []
        return draft.handover(after: work, status: status, running: running, lease: lease)
    }

    private func runningServices() async throws -> Set<String> {
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project.name)", ComposeLabel.service]]
        let containers = try await engine.listContainers(filters: filters)
        return Set(containers.compactMap { $0.labels[ComposeLabel.service] })
    }

    /// Hands the project over as it is declared, and leaves it to the daemon to bring it into that state.
    ///
    /// - Throws: `CommandFailure` without a daemon.
    func leaveToDaemon(_ request: SupervisionRequest) async throws {
        switch await daemonSight() {
        case .absent(let failure), .unusable(let failure): throw failure
        case .present(let client, let status):
            let lease = try request.lease?.lease()
            let work = HandoverDraft.Work(services: Set(project.services.keys), starts: true)
            let draft = try handoverDraft(status)
            let handover = try await self.handover(draft, after: work, status: status, lease: lease)
            try await client.take(handover)
            let name = project.name
            // It is under way when it was asked for; nobody here waits for its end.
            _ = try await TimeLimit.within(.seconds(2)) { try await client.apply(name) }
        }
    }
}
