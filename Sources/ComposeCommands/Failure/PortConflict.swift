internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine

/// A container that could not start because somebody else has a port of the host.
struct PortConflict: Sendable, Equatable {
    var step: Step.ID
    var service: String
    var port: Int

    /// The conflicts among the failures of a plan.
    ///
    /// The engine tells them in words only, and which port it is as well.
    static func among(_ failures: [ExecutionReport.Failure]) -> [PortConflict] {
        failures.compactMap { failure in
            guard let service = failure.step.operation.service else { return nil }
            // The engine's own words are behind the sentence, where the sentence explains them.
            let complaints = [failure.message] + failure.evidence
            guard let number = complaints.compactMap({ port(in: $0) }).first else { return nil }
            return PortConflict(step: failure.step.id, service: service, port: number)
        }
    }

    /// The port in the engine's `Bind for 0.0.0.0:8080 failed: port is already allocated` or
    /// `listen tcp4 0.0.0.0:8080: bind: address already in use`; nil when the message is about something else.
    static func port(in message: String) -> Int? {
        guard
            let complaint = message.firstRange(of: "port is already allocated")
                ?? message.firstRange(of: "address already in use")
        else { return nil }
        // The last address before the complaint is the one that could not be bound.
        for part in message[..<complaint.lowerBound].split(separator: ":").dropFirst().reversed() {
            let digits = part.prefix { $0.isASCII && $0.isNumber }
            if let port = Int(digits), (1...65535).contains(port) { return port }
        }
        return nil
    }

    /// Who has the port, as far as the engine knows: one of its containers that run, or somebody else.
    func explanation(among running: [ContainerSummary]) -> String {
        let container = running.first { container in container.ports.contains { $0.hostPort == port } }
        guard let container else {
            return PortHolder.outside.complaint(port: "\(port)", service: service) + "; 'ss -ltnp' shows which"
        }
        let holder = PortHolder.container(name: container.name, project: container.labels[ComposeLabel.project])
        return holder.complaint(port: "\(port)", service: service)
    }

    /// A line for each conflict; empty when there is none, and then the engine is not asked.
    static func explanations(of report: ExecutionReport, _ engine: EngineClient) async -> [Step.ID: String] {
        let conflicts = among(report.failures)
        guard !conflicts.isEmpty else { return [:] }
        do {
            let running = try await engine.listContainers()
            let lines = conflicts.map { ($0.step, $0.explanation(among: running)) }
            return Dictionary(lines, uniquingKeysWith: { first, _ in first })
        } catch {
            // The failure itself is told without it too.
            return [:]
        }
    }
}
