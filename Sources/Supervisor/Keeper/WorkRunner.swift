internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import OrderedCollections

/// Carries out one piece of work by the planner and the executor of the command line.
struct WorkRunner: Sendable {
    let engine: EngineClient
    let turn: ProjectTurn
    /// The whole project, by which containers are made.
    let project: Project
    let names: ProjectNames
    /// What is known of the project without asking the engine.
    let look: @Sendable () async -> ProjectObserver.Snapshot
    /// Told of each plan just before it is carried out.
    let planned: @Sendable (Plan) -> Void

    /// Does the work and says what came of it; ends soon when the task is cancelled.
    ///
    /// - `scope`: the project, narrowed to what the work is about.
    @concurrent
    func carryOut(_ work: Work, for scope: Project) async -> WorkOutcome {
        do {
            try await turn.take()
        } catch {
            return WorkOutcome(error)
        }
        let outcome: WorkOutcome
        do {
            outcome = try await attempt(work, scope)
        } catch {
            outcome = WorkOutcome(error)
        }
        await turn.giveBack()
        guard case .job(let service) = work.kind, case .succeeded = outcome else { return outcome }
        // A job may take hours, in which others may change the project.
        return await JobRun(engine: engine, project: project, service: service).ending()
    }

    private func attempt(_ work: Work, _ scope: Project) async throws -> WorkOutcome {
        switch work.kind {
        case .start: return try await carryOut(.start(StartRequest()), scope, look: known(work))
        case .restart: return try await carryOut(.restart(RestartRequest()), scope, look: known(work))
        case .stop: return try await carryOut(.stop(StopRequest()), scope, look: known(work))
        case .converge, .job: return try await carryOut(.converge(Self.convergence()), scope)
        case .replace: return try await carryOut(.converge(Self.convergence(recreate: .always)), scope)
        case .rename(let container, _, let name):
            try await engine.renameContainer(container, to: name)
            return .succeeded
        case .down(let removesVolumes): return try await carryOut(.down(Self.removal(removesVolumes)), scope)
        }
    }

    /// What is known, without the containers of its services that the work is not about.
    private func known(_ work: Work) -> @Sendable () async throws -> ProjectObserver.Snapshot {
        let look = self.look
        guard !work.containers.isEmpty else { return { await look() } }
        let services = work.kind.services
        return {
            var snapshot = await look()
            snapshot.state.containers = snapshot.state.containers.filter { container in
                work.containers.contains(container.id) || !services.contains(container.service)
            }
            return snapshot
        }
    }

    /// - `look`: nil asks the engine.
    private func carryOut(
        _ intent: Intent,
        _ scope: Project,
        look: (@Sendable () async throws -> ProjectObserver.Snapshot)? = nil
    ) async throws -> WorkOutcome {
        var options = ProjectSession.Options()
        options.scope = scope
        options.look = look
        options.planned = planned
        options.reportsLayers = false
        // What is repaired was up before, so that what surrounds it need not be looked at.
        options.checksSurroundings = false
        if look == nil {
            // A login that cannot be read is missed, if at all, by the pull that needs it.
            options.buildOptions.credentials =
                (try? RegistryCredentials(environment: project.environment)) ?? RegistryCredentials()
        }
        let session = ProjectSession(engine: engine, project: project, names: names, options: options)
        return WorkOutcome(try await session.carryOut(intent))
    }

    private static func convergence(recreate: RecreatePolicy = .diverged) -> ConvergeRequest {
        var request = ConvergeRequest()
        request.recreate = recreate
        request.ignoresOrphans = true
        return request
    }

    private static func removal(_ removesVolumes: Bool) -> DownRequest {
        var request = DownRequest()
        request.removesVolumes = removesVolumes
        // What was run beside the services would keep the networks from going.
        request.removesOrphans = true
        return request
    }
}
