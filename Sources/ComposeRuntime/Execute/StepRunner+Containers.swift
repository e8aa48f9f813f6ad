internal import ComposeModel
internal import ComposePlan
internal import CurlHTTP
internal import DockerEngine
internal import OrderedCollections

/// Making containers, and what goes into them before and after their start.
extension StepRunner {
    func create(_ plan: ContainerCreationPlan, _ step: Step) async throws {
        guard let service = context.project.services[plan.replica.service] else {
            preconditionFailure("a plan creates a container of a service that its project does not have")
        }
        let isReplacement = plan.temporaryName != nil
        let resource = ProgressEvent.Resource.container(plan.name)
        context.progress(.init(resource, isReplacement ? "Recreate" : "Creating", .working, cause: step.cause))
        let specification = try await specification(of: service, plan)
        let id = try await createWhole(specification, named: plan.temporaryName ?? plan.name, service)
        await context.watch.enterNew(id: id, hasHealthcheck: service.declaresHealthcheck)
        ledger.record(container: id, createdBy: step.id)
        if !isReplacement { context.progress(.init(resource, "Created", .done, cause: step.cause)) }
    }

    private func specification(of service: Service, _ plan: ContainerCreationPlan) async throws
        -> ContainerSpecification
    {
        let partners = plan.partners.compactMapValues { ledger.knownID(of: $0) }
        var request = ContainerSpecification.Request(
            service: PartnerReferences.resolve(service) { partners[$0] },
            project: context.project,
            names: context.names,
            number: plan.replica.number,
            containerName: plan.name
        )
        let image = try await image(of: service, needsVolumes: plan.inheritsFrom != nil)
        request.imageDigest = image.digest
        request.imageVolumes = image.volumes ?? []
        request.inheritsFrom = plan.inheritsFrom
        request.replaces = plan.inheritsFrom == nil || plan.temporaryName == nil ? nil : plan.name
        request.apiVersion = try await engine.negotiatedVersion()
        return try ContainerSpecification.make(request)
    }

    /// The image as it is now: what was observed, or what a step of this plan has fetched or made since.
    private func image(of service: Service, needsVolumes: Bool) async throws -> ImageCatalog.Image {
        let reference = context.names.image(of: service)
        guard let image = try await context.images.image(reference, needsVolumes: needsVolumes, engine) else {
            throw StepError(
                "image '\(reference)' of service '\(service.name)' is not on the engine",
                evidence: ["pull it, build it, or load it with 'docker load'"]
            )
        }
        return image
    }

    /// Creates the container and joins its further networks, or leaves nothing.
    ///
    /// Engines below API 1.44 take one network at creation. A cancellation does not come between the calls: a container
    /// that lacks a network looks finished.
    private func createWhole(
        _ specification: ContainerSpecification,
        named name: String,
        _ service: Service
    ) async throws -> String {
        let engine = engine
        let progress = context.progress
        return try await Uninterrupted.run {
            let created = try await engine.createContainer(
                specification.creation,
                name: name,
                platform: specification.platform
            )
            for warning in specification.warnings + created.warnings {
                progress(.init(.container(name), "Created", .warning, details: warning))
            }
            do {
                for connection in specification.laterNetworks {
                    try await withoutTwins {
                        try await engine.connect(
                            created.id,
                            toNetwork: connection.network,
                            settings: connection.endpoint
                        )
                    }
                }
            } catch {
                // The error that matters is the connection's; a removal that fails leaves what the next run replaces.
                try? await engine.removeContainer(created.id, force: true, volumes: true)
                throw error
            }
            return created.id
        }
    }

    // MARK: - Files and hooks

    func inject(_ container: PlannedContainer) async throws {
        guard let service = context.project.services[container.replica.service] else { return }
        let files = try InjectedFiles.of(service, in: context.project)
        guard !files.isEmpty else { return }
        let id = ledger.id(of: container.reference)
        try await engine.putArchive(.bytes(InjectedFiles.archive(files)), in: id, at: "/", keepsOwners: true)
    }

    func runHooks(_ container: PlannedContainer, _ moment: HookMoment) async throws {
        guard let service = context.project.services[container.replica.service] else { return }
        let id = ledger.id(of: container.reference)
        for hook in moment == .postStart ? service.postStart : service.preStop {
            do {
                let result = try await HookRun(engine: engine).run(hook, in: id, service)
                guard result.exitCode != 0 else { continue }
                throw StepError(
                    "\(service.name) \(moment.rawValue) hook exited with status \(result.exitCode)",
                    evidence: result.tail.map { "\(container.name) ->| \($0)" }
                )
            } catch let error as EngineError where moment == .preStop && (error.isNotFound || error.isConflict) {
                // A container that is gone or stopped has no use for the hook any more.
            }
        }
    }
}

extension Service {
    /// Whether its containers are probed; nil where only the image knows.
    fileprivate var declaresHealthcheck: Bool? {
        guard let healthcheck else { return nil }
        if healthcheck.isDisabled || healthcheck.test.first == "NONE" { return false }
        return healthcheck.test.isEmpty ? nil : true
    }
}
