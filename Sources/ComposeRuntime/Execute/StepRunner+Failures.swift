internal import ComposePlan
internal import DockerEngine

/// What went wrong with a step, in words and facts for the user.
extension StepRunner {
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
