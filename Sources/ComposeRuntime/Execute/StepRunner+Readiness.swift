internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// Probes of ours, made for as long as a gate that asks for health is closed.
extension StepRunner {
    struct OwnProbe: Sendable {
        var probe: ReadyProbe
        /// Whether it alone says when a container is ready; otherwise it may only be sooner than the engine's.
        var decides: Bool
        /// How long it is made in each run; nil is for as long as somebody waits.
        var period: Duration?
    }

    /// nil where the engine's probes are all that there is.
    func ownProbe(for gate: Gate) async throws -> OwnProbe? {
        guard gate.condition.asksForHealth, let service = context.project.anyService(named: gate.service) else {
            return nil
        }
        if let probe = service.readyProbe { return OwnProbe(probe: probe, decides: true) }
        guard let start = StartProbe(of: service) else { return nil }
        let knowsInterval = try await engine.negotiatedVersion() >= APIVersion(1, 44)
        return knowsInterval ? nil : OwnProbe(probe: start.probe, decides: false, period: start.period)
    }

    /// Probes all containers of the gate until the task is cancelled.
    ///
    /// - Throws: ``ProbeImpossible`` where nothing else could open the gate.
    func probe(_ gate: ResolvedGate, _ own: OwnProbe, _ words: String) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for container in gate.containers {
                group.addTask { try await probeRuns(of: container, own, words) }
            }
            try await group.waitForAll()
        }
    }

    private func probeRuns(of container: ResolvedGate.Container, _ own: OwnProbe, _ words: String) async throws {
        let watch = context.watch
        while true {
            let run = try await watch.unreadyRun(of: container.id)
            if try await passes(container, in: run, own, words) { await watch.enterReady(container.id, run: run) }
            try await watch.end(ofRun: run, of: container.id)
        }
    }

    /// Probes a container in one run until it passes; false when the run or the time for it is over first.
    private func passes(
        _ container: ResolvedGate.Container,
        in run: Int,
        _ own: OwnProbe,
        _ words: String
    ) async throws -> Bool {
        let watch = context.watch
        return try await withThrowingTaskGroup(of: Bool.self, returning: Bool.self) { group in
            group.addTask { try await probe(container, own, words) }
            group.addTask {
                try await watch.end(ofRun: run, of: container.id)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }

    private func probe(_ container: ResolvedGate.Container, _ own: OwnProbe, _ words: String) async throws -> Bool {
        let prober = ReadyProber(engine: engine, container: container.id, probe: own.probe)
        do {
            guard let period = own.period else {
                var told = ToldProbes()
                _ = try await prober.untilReady { result in
                    let probe = told.take(result)
                    await tell(probe, of: container, words, isNew: told.isNew)
                }
                return true
            }
            return try await TimeLimit.within(period) { try await prober.untilReady() } != nil
        } catch let error as ProbeImpossible where own.decides {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            // Either the container is gone, which its record tells, or the engine's own probes go on without these.
            return false
        }
    }

    private func tell(
        _ probe: LastProbe,
        of container: ResolvedGate.Container,
        _ words: String,
        isNew: Bool
    ) async {
        await context.watch.enterFailedProbe(probe, of: container.id)
        guard isNew else { return }
        let masked = probe.masked(by: SecretMask(context.project))
        context.progress(.init(.container(container.name), "Waiting", .working, details: "\(words) · \(masked)"))
    }
}

/// The failed probes of one run, of which only those that say something new are shown.
private struct ToldProbes {
    private static let longestOutput = 80

    private var failures = 0
    private var evidence = ""
    /// Whether the last one said something else than the one before.
    private(set) var isNew = false

    mutating func take(_ result: ProbeResult) -> LastProbe {
        failures += 1
        isNew = failures == 1 || result.evidence != evidence
        evidence = result.evidence
        return LastProbe(
            failingStreak: failures,
            exitCode: 1,
            output: String(result.evidence.prefix(Self.longestOutput))
        )
    }
}
