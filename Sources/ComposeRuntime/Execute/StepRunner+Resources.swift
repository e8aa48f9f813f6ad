internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// Networks and volumes.
extension StepRunner {
    func runResource(_ step: Step) async throws {
        switch step.operation {
        case .createNetwork(let key, let name):
            try await report(.network(name), "Creating", "Created", step) { try await createNetwork(key) }
        case .removeNetwork(let id, let name):
            try await removeNetwork(id, name, step)
        case .disconnectNetwork(let id, _, let container):
            let target = ledger.id(of: container.reference)
            do {
                try await engine.disconnect(target, fromNetwork: id, force: true)
            } catch let error as EngineError where error.isNotFound {
                // The container or the network is gone already, so nothing is attached.
            }
        case .createVolume(let key, let name):
            try await report(.volume(name), "Creating", "Created", step) { try await createVolume(key) }
        case .removeVolume(let name): try await removeVolume(name, step)
        default: preconditionFailure("an operation on no network or volume was given to their switch")
        }
    }

    func report(
        _ resource: ProgressEvent.Resource,
        _ working: String,
        _ done: String,
        _ step: Step,
        _ work: () async throws -> Void
    ) async throws {
        context.progress(.init(resource, working, .working, cause: step.cause))
        try await work()
        context.progress(.init(resource, done, .done, cause: step.cause))
    }

    private func createNetwork(_ key: String) async throws {
        guard let network = context.project.networks[key] else {
            preconditionFailure("a plan creates a network that its project does not have")
        }
        do {
            _ = try await engine.createNetwork(NetworkCreation(network, key: key, project: context.project))
        } catch let error as EngineError where error.isConflict {
            // Another run of the same project was faster; what it made is what was wanted.
        }
    }

    /// A network that others still use stays, with a warning that names them: it is theirs too.
    private func removeNetwork(_ id: String, _ name: String, _ step: Step) async throws {
        let resource = ProgressEvent.Resource.network(name)
        context.progress(.init(resource, "Removing", .working, cause: step.cause))
        do {
            try await engine.removeNetwork(id)
            context.progress(.init(resource, "Removed", .done, cause: step.cause))
        } catch let error as EngineError where error.isNotFound {
            context.progress(.init(resource, "Removed", .done, cause: step.cause))
        } catch let error as EngineError where error.isConflict || error.isForbidden {
            let users = await ResourceUsers(engine: engine, project: context.project.name).ofNetwork(id)
            guard step.cause == .requested else {
                guard !users.isEmpty else { throw error }
                throw StepError(
                    "\(step.operation): containers are still attached to it: \(users.joined(separator: ", "))",
                    evidence: ["engine: \(error.message)"]
                )
            }
            context.progress(
                .init(
                    resource,
                    "Resource is still in use",
                    .warning,
                    details: ResourceUsers.words(users),
                    cause: step.cause
                )
            )
        }
    }

    private func createVolume(_ key: String) async throws {
        guard let volume = context.project.volumes[key] else {
            preconditionFailure("a plan creates a volume that its project does not have")
        }
        _ = try await engine.createVolume(VolumeCreation(volume, key: key, project: context.project))
    }

    private func removeVolume(_ name: String, _ step: Step) async throws {
        let resource = ProgressEvent.Resource.volume(name)
        context.progress(.init(resource, "Removing", .working, cause: step.cause))
        do {
            try await engine.removeVolume(name, force: true)
            context.progress(.init(resource, "Removed", .done, cause: step.cause))
        } catch let error as EngineError where error.isNotFound {
            context.progress(.init(resource, "Removed", .done, cause: step.cause))
        } catch let error as EngineError where error.isConflict {
            let users = await ResourceUsers(engine: engine, project: context.project.name).ofVolume(name)
            guard step.cause == .requested else {
                guard !users.isEmpty else { throw error }
                throw StepError(
                    "\(step.operation): containers still use it: \(users.joined(separator: ", "))",
                    evidence: ["engine: \(error.message)"]
                )
            }
            context.progress(
                .init(
                    resource,
                    "Resource is still in use",
                    .warning,
                    details: ResourceUsers.words(users),
                    cause: step.cause
                )
            )
        }
    }
}
