internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol

/// Probes the containers of services with `ready`, each run from its start to its end.
struct ProbeCompanion: ProjectCompanion {
    func accompany(_ project: AccompaniedProject) async {
        let probes = project.supervised.services.compactMapValues { $0.ready }
        guard !probes.isEmpty else { return }
        var rounds = ProbeRounds(project: project, probes: probes)
        for container in await project.containers() where container.isRunning && !container.isOneOff {
            rounds.begin(container.id, named: container.name, of: container.service)
        }
        for await event in project.events where !event.isOneOff {
            switch event.kind {
            case .started, .unpaused: rounds.begin(event.id, named: event.name, of: event.service)
            case .died, .paused, .destroyed: rounds.end(event.id)
            default: break
            }
        }
        rounds.endAll()
    }
}

/// The containers that are probed at present.
private struct ProbeRounds {
    let project: AccompaniedProject
    /// By service.
    let probes: [String: ReadyProbe]
    private var rounds: [String: Task<Void, Never>] = [:]

    init(project: AccompaniedProject, probes: [String: ReadyProbe]) {
        self.project = project
        self.probes = probes
    }

    /// For a run that has begun; what was found in an earlier one is nothing in this.
    mutating func begin(_ id: String, named name: String, of service: String) {
        guard let probe = probes[service] else { return }
        rounds[id]?.cancel()
        let round = ProbeRound(project: project, container: id, name: name, service: service, probe: probe)
        rounds[id] = Task { await round.run() }
    }

    mutating func end(_ id: String) { rounds.removeValue(forKey: id)?.cancel() }

    mutating func endAll() {
        for round in rounds.values { round.cancel() }
        rounds = [:]
    }
}

/// The probes of one container in one of its runs.
private struct ProbeRound: Sendable {
    let project: AccompaniedProject
    let container: String
    let name: String
    let service: String
    let probe: ReadyProbe

    func run() async {
        let mask = SecretMask(project.supervised.project)
        let prober = ReadyProber(engine: project.engine, container: container, probe: probe)
        do {
            try await prober.follow { result in
                guard !Task.isCancelled else { return }
                let evidence = mask.masking(result.evidence)
                await project.tell(.probed(container: container, isReady: result.isReady, evidence: evidence))
            }
        } catch let error as ProbeImpossible {
            await stand(error, mask)
        } catch {
            // The run is over, or the container is gone; events tell both.
        }
    }

    /// An incident for as long as the run lasts, since nobody can say whether the container is ready.
    private func stand(_ error: ProbeImpossible, _ mask: SecretMask) async {
        let number = await project.open(
            AccompaniedProject.Finding(
                kind: .unhealthy,
                service: service,
                summary: "nobody can tell whether \(name) is ready",
                evidence: [mask.masking(error.description)]
            )
        )
        // A century ends by its cancellation, which is all that is waited for.
        try? await Task.sleep(for: .seconds(3_000_000_000))
        await project.close(number)
    }
}
