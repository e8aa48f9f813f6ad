internal import ComposeModel
internal import ComposePlan

extension StepRunner {
    /// Waits for a condition; a failure of an optional one is a warning.
    func pass(_ gate: Gate, _ step: Step) async throws {
        let known = gate.containers.compactMap { container in
            ledger.knownID(of: container.reference).map { ResolvedGate.Container(id: $0, name: container.name) }
        }
        guard known.count == gate.containers.count else {
            return skipOptional(gate, reason: "it could not be created")
        }
        // What never started would be waited for in vain.
        if !gate.isRequired, ledger.hasFailed(anyOf: step.dependencies) {
            return skipOptional(gate, reason: "it could not be started")
        }
        for container in known {
            context.progress(.init(.container(container.name), "Waiting", .working, details: gate.waiting))
        }
        var resolved = ResolvedGate(gate, known, isLimited: context.watch.isLimited)
        let own = try await ownProbe(for: gate)
        resolved.isProbed = own?.decides ?? false
        do {
            if let failure = try await outcome(of: resolved, own, gate.waiting) {
                return skipOptional(gate, reason: failure.description)
            }
        } catch let error as ProbeImpossible {
            guard gate.isRequired else { return skipOptional(gate, reason: error.message) }
            throw StepError(error.description)
        } catch let error as GateFailure {
            guard let probe = error.lastProbe else { throw error }
            var failure = error
            failure.lastProbe = probe.masked(by: SecretMask(context.project))
            throw failure
        }
        for container in known {
            context.progress(.init(.container(container.name), Self.word(for: gate.condition), .done))
        }
    }

    private enum GateEnd: Sendable {
        /// Open, or given up for a reason.
        case settled(GateFailure?)
        case outOfTime
        case silent
    }

    /// nil once the gate is open; why it is given up, for one that need not open.
    private func outcome(of gate: ResolvedGate, _ own: OwnProbe?, _ words: String) async throws -> GateFailure? {
        let watch = context.watch
        return try await withThrowingTaskGroup(of: GateEnd.self, returning: GateFailure?.self) { group in
            group.addTask { .settled(try await watch.pass(gate)) }
            if let timeout = gate.timeout {
                group.addTask {
                    try await Task.sleep(for: timeout)
                    return .outOfTime
                }
            }
            if let own {
                group.addTask {
                    try await probe(gate, own, words)
                    return .silent
                }
            }
            if gate.condition.asksForHealth {
                group.addTask {
                    await tellProbes(of: gate, words)
                    return .silent
                }
            }
            while let end = try await group.next() {
                switch end {
                case .settled(let failure):
                    group.cancelAll()
                    return failure
                case .outOfTime:
                    group.cancelAll()
                    return try await watch.expire(gate)
                case .silent: continue
                }
            }
            throw CancellationError()
        }
    }

    /// Shows what probes say for as long as the gate is closed: `app waits for db to be healthy · probe 3/10 · "refused"`.
    private func tellProbes(of gate: ResolvedGate, _ words: String) async {
        var names: [String: String] = [:]
        for container in gate.containers { names[container.id] = container.name }
        for await news in await context.watch.probes(of: Set(names.keys)) {
            guard let name = names[news.container] else { continue }
            let probe = news.probe.masked(by: SecretMask(context.project))
            context.progress(.init(.container(name), "Waiting", .working, details: "\(words) · \(probe)"))
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
}
