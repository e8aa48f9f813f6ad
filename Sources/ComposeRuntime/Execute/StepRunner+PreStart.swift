internal import ComposeModel
internal import ComposePlan
internal import CurlHTTP
internal import DockerEngine
internal import OrderedCollections

/// Hooks that run before their service starts, each in a container of its own.
extension StepRunner {
    /// How many lines of a failed hook are shown.
    private static let tailCount = 10

    /// Runs them one after the other; the first that fails ends it, and its container stays for a look at it.
    func runPreStart(_ plan: PreStartPlan) async throws {
        guard let service = context.project.services[plan.container.replica.service] else { return }
        let lender = ledger.id(of: plan.container.reference)
        let partners = plan.partners.compactMapValues { ledger.knownID(of: $0) }
        let resolved = PartnerReferences.resolve(service) { partners[$0] }
        for (index, hook) in service.preStart.enumerated() {
            let container = HookContainer(
                hook: hook,
                service: resolved,
                name: "\(plan.container.name)-pre_start-\(index)",
                lender: lender
            )
            try await run(container, words: "\(service.name) pre_start[\(index)] hook")
        }
    }

    private func run(_ container: HookContainer, words: String) async throws {
        let resource = ProgressEvent.Resource.container(container.name)
        context.progress(.init(resource, "Creating", .working))
        let specification = try await specification(of: container)
        let id = try await createWhole(specification, named: container.name)
        let code: Int
        do {
            context.progress(.init(resource, "Starting", .working))
            code = try await exitCode(of: id, container.service)
        } catch {
            await discard(id)
            throw error
        }
        guard code == 0 else {
            let tail = await LogTail(engine: engine).lines(
                of: id,
                count: Self.tailCount,
                since: nil,
                hasTerminal: false
            )
            let kept = "its container is kept for a look at it: docker logs \(container.name)"
            throw StepError(
                "\(words) exited with status \(code)",
                evidence: tail.map { "\(container.name) | \($0)" } + [kept]
            )
        }
        await discard(id)
        context.progress(.init(resource, "Exited", .done))
    }

    private func specification(of container: HookContainer) async throws -> ContainerSpecification {
        let reference = context.names.image(of: container.hook, container.service)
        let image = try await image(reference, of: container.service)
        let version = try await engine.negotiatedVersion()
        return try container.specification(
            image: reference,
            digest: image.digest,
            variables: context.provided.variables(for: container.service.name),
            apiVersion: version,
            in: context.project,
            context.names
        )
    }

    /// Starts the container, and waits for its end from before that, so that the end cannot be missed.
    private func exitCode(of id: String, _ service: Service) async throws -> Int {
        let files = try InjectedFiles.of(service, in: context.project)
        if !files.isEmpty {
            try await engine.putArchive(.bytes(InjectedFiles.archive(files)), in: id, at: "/", keepsOwners: true)
        }
        let wait = try await engine.openWait(for: id, until: .nextExit)
        try await engine.startContainer(id)
        return try await wait.exitCode()
    }

    /// Removes the container, also when the task is cancelled.
    private func discard(_ id: String) async {
        let engine = engine
        await Task { () -> Void in
            // What is left behind is removed by the next run of the hooks and by 'down'.
            try? await engine.removeContainer(id, force: true, volumes: true)
        }.value
    }
}
