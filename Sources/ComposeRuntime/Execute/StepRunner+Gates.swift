internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

extension StepRunner {
    /// Waits for a condition; a failure of an optional one is a warning.
    func pass(_ gate: Gate, _ step: Step) async throws {
        let known = gate.containers.compactMap { container in
            ledger.knownID(of: container.reference).map { ResolvedGate.Container(id: $0, name: container.name) }
        }
        guard known.count == gate.containers.count else {
            return skipOptional(gate, reason: "it could not be created")
        }
        for container in known { context.progress(.init(.container(container.name), "Waiting", .working)) }
        let resolved = ResolvedGate(
            service: gate.service,
            condition: gate.condition,
            containers: known,
            restartsByItself: context.project.services[gate.service]?.restartsByItself ?? false
        )
        do {
            try await context.watch.pass(resolved)
        } catch let failure as GateFailure where !gate.isRequired {
            return skipOptional(gate, reason: failure.description)
        }
        for container in known {
            context.progress(.init(.container(container.name), Self.word(for: gate.condition), .done))
        }
    }

    private static func word(for condition: Gate.Condition) -> String {
        switch condition {
        case .started: "Started"
        case .healthy, .runningOrHealthy: "Healthy"
        case .completed: "Exited"
        }
    }

    private func skipOptional(_ gate: Gate, reason: String) {
        for container in gate.containers {
            context.progress(
                .init(
                    .container(container.name),
                    "Skipped",
                    .warning,
                    details: "optional dependency \"\(gate.service)\": \(reason)"
                )
            )
        }
    }

    /// The sentence and the facts for a step that failed.
    func failure(of step: Step, _ error: any Error) async -> ExecutionReport.Failure {
        if let resource = step.resource, !(error is CancellationError) {
            context.progress(.init(resource, "Error", .error, details: Self.words(error), cause: step.cause))
        }
        switch (error, step.operation) {
        case (let failure as GateFailure, .awaitCondition(let gate)):
            return ExecutionReport.Failure(
                step: step,
                message: Self.sentence(failure, gate),
                evidence: await evidence(of: failure),
                exitCode: 1
            )
        case (let error as StepError, _):
            return .init(step: step, message: error.message, evidence: error.evidence, exitCode: error.exitCode)
        default:
            return .init(step: step, message: "\(step.operation): \(Self.words(error))", evidence: [], exitCode: 1)
        }
    }

    private static func sentence(_ failure: GateFailure, _ gate: Gate) -> String {
        if gate.condition == .completed, case .exited(let code, _, _) = failure.reason {
            return "service \"\(gate.service)\" didn't complete successfully: exit \(code)"
        }
        return gate.dependents.isEmpty ? failure.description : "dependency failed to start: \(failure)"
    }

    private static func words(_ error: any Error) -> String {
        switch error {
        case let error as StepError: error.message
        case let error as EngineError: error.message
        default: "\(error)"
        }
    }

    /// The last answer of the probe and the last lines of the log; best effort, since the failure itself is told anyway.
    private func evidence(of failure: GateFailure) async -> [String] {
        var lines: [String] = []
        // What cannot be read any more (a removed container) is left out.
        if let inspection = try? await engine.inspectContainer(failure.containerID) {
            if !inspection.state.error.isEmpty { lines.append("engine: \(inspection.state.error)") }
            if let probe = inspection.state.health?.log.last {
                let output = probe.output.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " ")
                lines.append("last probe: exit \(probe.exitCode)" + (output.isEmpty ? "" : ", \(output)"))
            }
        }
        let tail = await LogTail(engine: engine).lines(of: failure.containerID, count: 10)
        return lines + tail.map { "\(failure.container) | \($0)" }
    }
}

extension Step {
    /// The thing whose progress line the step moves.
    var resource: ProgressEvent.Resource? {
        switch operation {
        case .pullImage(let need), .buildImage(let need): .image(need.reference)
        case .removeImage(let reference): .image(reference)
        case .createNetwork(_, let name), .removeNetwork(_, let name), .disconnectNetwork(_, let name, _):
            .network(name)
        case .createVolume(_, let name), .removeVolume(let name): .volume(name)
        case .createContainer(let plan): .container(plan.name)
        case .injectFiles(let container), .startContainer(let container), .restartContainer(let container, _),
            .stopContainer(let container, _), .killContainer(let container, _), .pauseContainer(let container),
            .unpauseContainer(let container), .removeContainer(let container, _), .renameContainer(let container, _),
            .runHooks(let container, _):
            .container(container.name)
        case .awaitCondition(let gate): gate.containers.first.map { .container($0.name) }
        }
    }
}

extension Service {
    /// Whether the engine starts a container of the service again after it died.
    var restartsByItself: Bool {
        if let condition = deploy?.restartPolicy?.condition { return condition != "none" }
        if deploy?.restartPolicy != nil { return true }
        return (restart ?? "no") != "no"
    }
}
