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
}

extension Service {
    /// Whether the engine starts a container of the service again after it died.
    var restartsByItself: Bool {
        if let condition = deploy?.restartPolicy?.condition { return condition != "none" }
        if deploy?.restartPolicy != nil { return true }
        return (restart ?? "no") != "no"
    }
}
