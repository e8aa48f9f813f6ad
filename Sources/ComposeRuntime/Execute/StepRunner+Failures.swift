internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// What went wrong with a step, in words and facts for the user.
extension StepRunner {
    /// The sentence, the facts and the advice for a step that failed; nothing in it is secret.
    func failure(of step: Step, _ error: any Error) async -> ExecutionReport.Failure {
        let mask = SecretMask(context.project)
        if let resource = step.resource, !(error is CancellationError) {
            context.progress(.init(resource, "Error", .error, details: Self.words(error, mask), cause: step.cause))
        }
        switch (error, step.operation) {
        case (let failure as GateFailure, .awaitCondition(let gate)): return await closed(gate, step, failure, mask)
        case (let error as StepError, _):
            let hint = EngineTrouble.explain(error.message)?.hint
            return ExecutionReport.Failure(
                step: step,
                message: mask.masking(error.message),
                evidence: error.evidence.map { mask.masking($0) },
                advice: hint.map { [$0] } ?? [],
                exitCode: error.exitCode
            )
        default: return await refused(step, Self.words(error, mask), mask)
        }
    }

    /// What is shown of an error: the words of the engine, a registry or a provider may repeat what they were given.
    static func words(_ error: any Error, _ mask: SecretMask) -> String {
        switch error {
        case let error as StepError: mask.masking(error.message)
        case let error as EngineError: mask.masking(error.message)
        default: "\(error)"
        }
    }

    // MARK: - Gates

    private func closed(
        _ gate: Gate,
        _ step: Step,
        _ failure: GateFailure,
        _ mask: SecretMask
    ) async -> ExecutionReport.Failure {
        let collector = EvidenceCollector(engine: engine, mask: mask)
        let isNew = gate.containers.contains { container in
            guard container.name == failure.container, case .created = container.reference else { return false }
            return true
        }
        var culprit = await collector.culprit(
            failure.containerID,
            named: failure.container,
            service: gate.service,
            isNew: isNew
        )
        if case .exited(let code, _, let wasOutOfMemory) = failure.reason {
            // By now it may have been started again.
            let wasShort = wasOutOfMemory || (culprit.ending?.wasOutOfMemory ?? false)
            culprit.ending = Culprit.Ending(code: code, wasOutOfMemory: wasShort)
        }
        let advice = FailureAdvice(
            culprit: culprit,
            service: context.project.anyService(named: gate.service),
            complaint: Self.complaint(failure, culprit)
        )
        // The probe is among the evidence, without secrets.
        var bare = failure
        bare.lastProbe = nil
        return ExecutionReport.Failure(
            step: step,
            message: bare.sentence(gate),
            brief: Self.brief(failure, gate),
            culprit: culprit,
            advice: (failure.hint.map { [$0] } ?? []) + advice.lines,
            exitCode: failure.programStatus,
            isTimeout: Self.isTimeout(failure)
        )
    }

    private static func complaint(_ failure: GateFailure, _ culprit: Culprit) -> FailureAdvice.Complaint {
        switch failure.reason {
        case .exited: .exited
        case .unhealthy: .unhealthy
        case .noHealthcheck: .noHealthcheck
        case .timedOut: culprit.isFailingItsProbes ? .unhealthy : .other
        case .removed, .startsAgain: .other
        }
    }

    private static func isTimeout(_ failure: GateFailure) -> Bool {
        if case .timedOut = failure.reason { true } else { false }
    }

    /// `db is unhealthy`: what happened, said of the service.
    private static func brief(_ failure: GateFailure, _ gate: Gate) -> String? {
        let lead = "container \(failure.container) "
        let words = failure.description
        return words.hasPrefix(lead) ? "\(gate.service) \(words.dropFirst(lead.count))" : nil
    }

    // MARK: - Refusals of the engine

    private func refused(_ step: Step, _ words: String, _ mask: SecretMask) async -> ExecutionReport.Failure {
        let trouble = EngineTrouble.explain(words)
        var failure = ExecutionReport.Failure(
            step: step,
            message: "\(step.operation): \(trouble?.sentence ?? words)",
            evidence: trouble == nil ? [] : ["engine: \(words)"],
            advice: trouble.map { [$0.hint] } ?? []
        )
        guard case .startContainer(let container) = step.operation, let id = ledger.knownID(of: container.reference)
        else { return failure }
        var culprit = await EvidenceCollector(engine: engine, mask: mask).culprit(
            id,
            named: container.name,
            service: container.replica.service,
            readsLog: false
        )
        // What the engine noted is what it has just answered.
        culprit.engineError = ""
        culprit.probes = []
        failure.brief = "\(container.replica.service) could not be started"
        failure.culprit = culprit
        if failure.advice.isEmpty {
            let service = context.project.anyService(named: container.replica.service)
            failure.advice = FailureAdvice(culprit: culprit, service: service, complaint: .notStarted).lines
        }
        return failure
    }
}
