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
            guard let service = failure.step.operation.service, let port = port(in: failure.message) else { return nil }
            return PortConflict(step: failure.step.id, service: service, port: port)
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
        let lead = "port \(port), which service '\(service)' publishes, is taken by"
        let holder = running.first { container in container.ports.contains { $0.hostPort == port } }
        guard let holder else {
            return "\(lead) a program outside the engine; 'ss -ltnp' shows which"
        }
        guard let project = holder.labels[ComposeLabel.project] else { return "\(lead) container \(holder.name)" }
        return "\(lead) container \(holder.name) of project '\(project)'"
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
