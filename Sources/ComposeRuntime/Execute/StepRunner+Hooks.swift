internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// Hooks inside a container.
extension StepRunner {
    /// Runs them one after the other; the first that fails ends it.
    ///
    /// Where the container only makes room for something else, that goes on, and the failure is a warning.
    func runHooks(_ container: PlannedContainer, _ moment: HookMoment, _ step: Step) async throws {
        guard let service = context.project.services[container.replica.service] else { return }
        do {
            for hook in moment == .postStart ? service.postStart : service.preStop {
                try await run(hook, moment, of: service, in: container)
            }
        } catch let error as CancellationError {
            throw error
        } catch  where moment == .preStop && step.cause != .requested {
            let reason = Self.words(error, SecretMask(context.project))
            context.progress(.init(.container(container.name), "Stopping", .warning, details: reason))
        }
    }

    private func run(
        _ hook: Hook,
        _ moment: HookMoment,
        of service: Service,
        in container: PlannedContainer
    ) async throws {
        do {
            let id = ledger.id(of: container.reference)
            let result = try await HookRun(engine: engine).run(hook, in: id, service)
            guard result.exitCode != 0 else { return }
            throw StepError(
                "\(service.name) \(moment.rawValue) hook exited with status \(result.exitCode)",
                evidence: result.tail.map { "\(container.name) ->| \($0)" }
            )
        } catch let error as EngineError where moment == .preStop && (error.isNotFound || error.isConflict) {
            // A container that is gone or stopped has no use for the hook any more.
        }
    }
}
