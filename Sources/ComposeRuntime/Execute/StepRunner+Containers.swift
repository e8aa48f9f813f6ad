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
        let id = try await createWhole(specification, named: plan.temporaryName ?? plan.name)
        await context.watch.enterNew(id: id, hasHealthcheck: service.hasOwnHealthcheck)
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
        let image = try await image(
            context.names.image(of: service),
            of: service,
            needsVolumes: plan.inheritsFrom != nil
        )
        request.imageDigest = image.digest
        request.imageVolumes = image.volumes ?? []
        request.inheritsFrom = plan.inheritsFrom
        request.replaces = plan.inheritsFrom == nil || plan.temporaryName == nil ? nil : plan.name
        request.apiVersion = try await engine.negotiatedVersion()
        var specification = try ContainerSpecification.make(request)
        specification.add(context.provided.variables(for: service.name))
        if let images = try await mountedImages(of: service) {
            specification.creation.config.labels[ComposeLabel.imageMounts] = images
        }
        return specification
    }

    /// What tells the next run which images the container has mounted; nil when it mounts none.
    private func mountedImages(of service: Service) async throws -> String? {
        var digests: [String: String] = [:]
        for mount in service.mounts {
            guard let reference = context.names.mountedImage(mount, in: context.project) else { continue }
            digests[mount.target] = try await context.images.image(reference, needsVolumes: false, engine)?.digest
        }
        guard !digests.isEmpty else { return nil }
        return MountedImages.label(of: service) { digests[$0.target] }
    }

    /// The image as it is now: what was observed, or what a step of this plan has fetched or made since.
    func image(_ reference: String, of service: Service, needsVolumes: Bool = false) async throws -> ImageCatalog.Image
    {
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
    func createWhole(_ specification: ContainerSpecification, named name: String) async throws -> String {
        let engine = engine
        let progress = context.progress
        return try await Uninterrupted.run {
            let created = try await engine.createContainer(
                specification.creation,
                name: name,
                platform: specification.platform
            )
            for warning in created.warnings {
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

    // MARK: - Files

    func inject(_ container: PlannedContainer) async throws {
        guard let service = context.project.services[container.replica.service] else { return }
        let files = try InjectedFiles.of(service, in: context.project)
        guard !files.isEmpty else { return }
        let id = ledger.id(of: container.reference)
        try await engine.putArchive(.bytes(InjectedFiles.archive(files)), in: id, at: "/", keepsOwners: true)
    }
}
