package import DockerEngine

/// Asks the engine what a container that failed had to say.
///
/// Best effort: a failure is told with what can be had, and nothing here throws.
package struct EvidenceCollector: Sendable {
    /// How many probes and log lines are told of one container.
    private static let probes = 3
    private static let logLines = 20
    /// How much of one probe's output is told.
    private static let outputLines = 5

    private let engine: EngineClient
    private let mask: SecretMask

    package init(engine: EngineClient, mask: SecretMask) {
        self.engine = engine
        self.mask = mask
    }

    /// What is known of a container, named by id or name; only its names when the engine knows it no more.
    ///
    /// - `isNew`: whether it was made for the run that failed, so that all it has written belongs to that.
    /// - `readsLog`: whether its last lines belong to the evidence, which they do not when it could not even be started.
    package func culprit(
        _ container: String,
        named name: String,
        service: String,
        isNew: Bool = false,
        readsLog: Bool = true
    ) async -> Culprit {
        var culprit = Culprit(name, service: service)
        // A container that was removed meanwhile has left its name only.
        guard let inspection = try? await engine.inspectContainer(container) else { return culprit }
        describe(inspection, &culprit)
        if readsLog { culprit.log = await log(of: inspection, isFirst: isNew) }
        return culprit
    }

    private func describe(_ inspection: ContainerInspection, _ culprit: inout Culprit) {
        let state = inspection.state
        culprit.id = inspection.id
        culprit.isRunning = state.status == .running || state.status == .paused
        culprit.engineError = mask.masking(state.error)
        culprit.restarts = inspection.restartCount
        if !culprit.isRunning, state.status != .created || state.exitCode != 0 {
            culprit.ending = Culprit.Ending(code: state.exitCode, wasOutOfMemory: state.wasKilledForMemory)
        }
        let started = EngineTime.nanoseconds(timestamp: state.startedAt)
        if let health = state.health {
            culprit.failingStreak = health.failingStreak
            culprit.probes = health.log.suffix(Self.probes).map { result in
                let lines = result.output.split(whereSeparator: \.isNewline).prefix(Self.outputLines)
                let output = lines.map { mask.masking(String($0)) }
                return Culprit.Probe(exitCode: result.exitCode, began: result.start, output: output)
            }
            let ended = health.log.last.flatMap { EngineTime.nanoseconds(timestamp: $0.end) }
            if let started, let ended, started > 0, ended >= started {
                culprit.timeToLastProbe = .nanoseconds(ended - started)
            }
        }
        if let healthcheck = inspection.config.healthcheck, healthcheck.isActive {
            culprit.healthcheck = Culprit.Healthcheck(
                test: healthcheck.test.map { mask.masking($0) },
                timeout: healthcheck.timeout,
                startPeriod: healthcheck.startPeriod
            )
        }
    }

    private func log(of inspection: ContainerInspection, isFirst: Bool) async -> [String] {
        let tail = LogTail(engine: engine)
        let since = PresentRun.beginning(
            inspection.state,
            isFirst: isFirst,
            restarts: inspection.restartCount
        )
        let hasTerminal = inspection.config.hasTerminal
        var lines = await tail.lines(
            of: inspection.id,
            count: Self.logLines,
            since: since,
            hasTerminal: hasTerminal
        )
        if lines.isEmpty, inspection.restartCount > 0 {
            // It was just started again, and has said why in the run before.
            lines = await tail.lines(of: inspection.id, count: Self.logLines, since: nil, hasTerminal: hasTerminal)
        }
        return lines.map { mask.masking($0) }
    }
}
