internal import ComposeModel
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine

/// What the engine can add to an incident: the last words of a container, what its probes have found.
struct IncidentEvidence: Sendable {
    let engine: EngineClient
    let project: Project

    private static let logLines = 10
    /// Lets the start request go first, which is what matters to the user.
    private static let courtesy = Duration.milliseconds(100)

    /// One fact a line; empty for incidents that no container can tell about.
    @concurrent
    func facts(of incident: Incident) async -> [String] {
        guard let container = incident.container, let service = incident.service else { return [] }
        switch incident.kind {
        case .crash, .outOfMemory, .crashLoop:
            // A cancelled sleep ends what is no longer wanted.
            guard (try? await Task.sleep(for: Self.courtesy)) != nil else { return [] }
            let output = ContainerOutput(engine: engine, project: project)
            return await output.lastLines(
                of: container,
                service: service,
                count: Self.logLines,
                until: Int(incident.opened * 1e9)
            )
        case .unhealthy:
            let collector = EvidenceCollector(engine: engine, mask: SecretMask(project))
            let culprit = await collector.culprit(container, named: container, service: service)
            let probes = culprit.probes.map { probe in
                "probe ended with \(probe.exitCode): \(probe.output.joined(separator: " "))"
            }
            return probes + culprit.log.suffix(Self.logLines)
        default: return []
        }
    }
}
