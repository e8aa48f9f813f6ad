package import ComposePlan
package import DockerEngine

/// Probes one container in one of its runs.
///
/// Whoever uses it begins anew with each run and cancels it when the run ends: addresses change with it.
package struct ReadyProber: Sendable {
    private let engine: EngineClient
    private let container: String
    private let probe: ReadyProbe

    /// `container` is the id of one that runs.
    package init(engine: EngineClient, container: String, probe: ReadyProbe) {
        self.engine = engine
        self.container = container
        self.probe = probe
    }

    /// Probes until the first time that it passes.
    ///
    /// - Parameter failed: told of each probe that has not.
    /// - Returns: what the probe that passed has found.
    /// - Throws: ``ProbeImpossible``, the engine's error for a container that it does not have, and `CancellationError`.
    package func untilReady(_ failed: (ProbeResult) async -> Void = { _ in }) async throws -> ProbeResult {
        let attempts = ProbeAttempts(engine: engine, container: container, probe: probe)
        return try await untilReady(attempts, failed)
    }

    /// Goes on probing, and tells of each change: once when it is ready, when it is ready no longer, and again.
    ///
    /// It is ready no longer after three failures in a row. Returns only for a log, which tells of the first time and no
    /// more; otherwise it goes on until the task is cancelled.
    ///
    /// - Throws: as ``untilReady(_:)``.
    package func follow(_ changed: (ProbeResult) async -> Void) async throws {
        let attempts = ProbeAttempts(engine: engine, container: container, probe: probe)
        while true {
            await changed(try await untilReady(attempts) { _ in })
            if case .log = probe.check { return }
            await changed(try await untilUnready(attempts))
        }
    }

    private func untilReady(
        _ attempts: ProbeAttempts,
        _ failed: (ProbeResult) async -> Void
    ) async throws -> ProbeResult {
        var pace = ProbePace(probe)
        while true {
            let result = try await attempts.next()
            if result.isReady { return result }
            await failed(result)
            try await Task.sleep(for: pace.afterFailure())
        }
    }

    private func untilUnready(_ attempts: ProbeAttempts) async throws -> ProbeResult {
        let pace = ProbePace(probe)
        var failures = 0
        while true {
            try await Task.sleep(for: failures == 0 ? pace.betweenSuccesses : pace.betweenDoubts)
            let result = try await attempts.next()
            guard !result.isReady else {
                failures = 0
                continue
            }
            failures += 1
            if failures >= ProbePace.patience { return result }
            // It may have been given another address.
            await attempts.forgetAddress()
        }
    }
}
