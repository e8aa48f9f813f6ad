internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// Images: fetched, made, removed.
extension StepRunner {
    func runImage(_ step: Step) async throws {
        switch step.operation {
        case .pullImage(let need): try await pull(need, step)
        case .buildImage(let need): try await build(need, step)
        case .removeImage(let reference):
            try await report(.image(reference), "Removing", "Removed", step) {
                do {
                    _ = try await engine.removeImage(reference)
                } catch let error as EngineError where error.isNotFound {
                    // Somebody else was faster, and what was wanted is so.
                }
            }
        default: preconditionFailure("an operation on no image was given to the images' switch")
        }
    }

    /// A failed pull of an image that can be built is followed by the build, as the specification says.
    private func pull(_ need: ImageNeed, _ step: Step) async throws {
        let resource = ProgressEvent.Resource.image(need.reference)
        context.progress(.init(resource, "Pulling", .working, cause: step.cause))
        do {
            let silent: ProgressSink = { _ in }
            let layers = context.reportsLayers ? context.progress : silent
            let transfer = ImagePull(engine: engine, credentials: context.buildOptions.credentials, progress: layers)
            try await transfer.pull(need.reference, platform: context.project.anyService(named: need.service)?.platform)
        } catch let error as CancellationError {
            throw error
        } catch {
            guard need.isBuildable else {
                throw StepError(
                    "image '\(need.reference)' of service '\(need.service)' cannot be pulled: \(Self.reason(error))",
                    evidence: need.services.count > 1 ? ["used by: \(need.services.joined(separator: ", "))"] : []
                )
            }
            context.progress(.init(resource, "Not pulled", .warning, details: Self.reason(error)))
            return try await build(need, step)
        }
        context.images.forget(need.reference)
        context.progress(.init(resource, "Pulled", .done, cause: step.cause))
    }

    private func build(_ need: ImageNeed, _ step: Step) async throws {
        guard let service = context.project.anyService(named: need.service), let definition = service.build else {
            preconditionFailure("a plan builds a service that has no build section")
        }
        let resource = ProgressEvent.Resource.image(need.reference)
        context.progress(.init(resource, "Building", .working, cause: step.cause))
        let builder = ImageBuilder(engine: engine, project: context.project, output: context.buildOutput)
        try await builder.build(definition, of: service, as: need.reference, options: context.buildOptions)
        context.images.forget(need.reference)
        context.progress(.init(resource, "Built", .done, cause: step.cause))
    }

    private static func reason(_ error: any Error) -> String { (error as? EngineError)?.message ?? "\(error)" }
}
