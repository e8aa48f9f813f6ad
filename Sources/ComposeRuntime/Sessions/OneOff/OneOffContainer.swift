internal import ComposeModel
internal import ComposePlan
internal import CurlHTTP
internal import Diagnostics
internal import DockerEngine

/// Makes the container of a one-off, ready to be started, and unmakes it.
struct OneOffContainer: Sendable {
    let session: ProjectSession
    /// With the user's wishes in it.
    let service: Service
    let options: OneOffOptions

    private var engine: EngineClient { session.engine }

    /// Creates the container whole, or leaves nothing; returns its id.
    ///
    /// A cancellation does not come between the calls: a container that lacks a network or a file looks finished.
    func create() async throws -> String {
        let slug = OneOffService.slug()
        let name = options.name ?? session.names.oneOff(service.name, slug: slug)
        let specification = try await specify(named: name, slug: slug)
        for warning in specification.warnings { session.options.warn(Diagnostic(.warning, warning)) }
        let files = try InjectedFiles.of(service, in: session.project)
        let resource = ProgressEvent.Resource.container(name)
        session.options.progress(.init(resource, "Creating", .working))
        let created = try await Task { try await createWhole(specification, named: name, files) }.value
        for warning in created.warnings { session.options.warn(Diagnostic(.warning, warning)) }
        session.options.progress(.init(resource, "Created", .done))
        return created.id
    }

    /// Ends the container and removes it, also when the task is cancelled.
    ///
    /// - `isRunning`: whether its process is asked to end before.
    func discard(_ id: String, isRunning: Bool) async {
        let engine = engine
        await Task {
            // The reason for the removal is what the user is told, and an engine that removes it by itself was faster.
            if isRunning { _ = try? await engine.stopContainer(id) }
            try? await engine.removeContainer(id, force: true, volumes: true)
        }.value
    }

    private func createWhole(
        _ specification: ContainerSpecification,
        named name: String,
        _ files: [InjectedFiles.File]
    ) async throws -> CreatedContainer {
        let created = try await engine.createContainer(
            specification.creation,
            name: name,
            platform: specification.platform
        )
        do {
            for connection in specification.laterNetworks {
                try await engine.connect(created.id, toNetwork: connection.network, settings: connection.endpoint)
            }
            if !files.isEmpty {
                let archive = InjectedFiles.archive(files)
                try await engine.putArchive(.bytes(archive), in: created.id, at: "/", keepsOwners: true)
            }
        } catch {
            await discard(created.id, isRunning: false)
            throw error
        }
        return created
    }

    private func specify(named name: String, slug: String) async throws -> ContainerSpecification {
        let partners = try await findPartners()
        var request = ContainerSpecification.Request(
            service: PartnerReferences.resolve(service) { partners[$0] },
            project: session.project,
            names: session.names,
            number: nil,
            containerName: name
        )
        let reference = session.names.image(of: service)
        guard let image = try await engine.inspectImage(reference) else {
            throw SessionError(
                "image '\(reference)' of service '\(service.name)' is not on the engine",
                hints: ["pull it, build it, or load it with 'docker load'"]
            )
        }
        request.imageDigest = image.id
        request.apiVersion = try await engine.negotiatedVersion()
        request.slug = slug
        request.usesAliases = options.usesAliases
        var specification = try ContainerSpecification.make(request)
        specification.add(session.options.provided.variables(for: service.name))
        adapt(&specification.creation)
        return specification
    }

    private func adapt(_ creation: inout ContainerCreation) {
        let readsInput = options.isInteractive && !options.isDetached
        creation.config.attachesInput = readsInput
        creation.config.attachesOutput = true
        creation.config.attachesError = true
        creation.config.closesInputAfterFirstClient = readsInput
        creation.host.autoRemove = options.removes
    }

    /// The containers whose namespaces or volumes the service shares, by service: the first of each by name.
    private func findPartners() async throws -> [String: String] {
        let services = PartnerReferences.services(of: service)
        guard !services.isEmpty else { return [:] }
        let filters: EngineFilters = [
            "label": ["\(ComposeLabel.project)=\(session.project.name)", "\(ComposeLabel.oneOff)=False"]
        ]
        let containers = try await engine.listContainers(all: true, filters: filters).map { ObservedContainer($0) }
        var partners: [String: String] = [:]
        for container in containers.sorted(by: { $0.name < $1.name })
        where services.contains(container.service) && partners[container.service] == nil {
            partners[container.service] = container.id
        }
        return partners
    }
}
