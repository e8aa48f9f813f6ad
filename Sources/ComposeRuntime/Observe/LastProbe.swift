internal import DockerEngine

/// What the last probe of a container found, which kept a gate closed.
package struct LastProbe: Sendable, Hashable {
    /// How many have failed in a row; 0 while the start period lasts, in which failures do not count.
    package var failingStreak: Int
    /// How many failures in a row make a container unhealthy; nil where only the engine's default says.
    package var retries: Int?
    /// 1 for a failure as the specification has it; -1 for a probe that took too long.
    package var exitCode: Int
    /// The first line of its output, cut to a length that fits beside other things.
    package var output: String

    package init(failingStreak: Int, retries: Int? = nil, exitCode: Int, output: String = "") {
        self.failingStreak = failingStreak
        self.retries = retries
        self.exitCode = exitCode
        self.output = output
    }

    private static let longestOutput = 80

    /// Reads it off an inspection; nil when there was none since the container's start.
    init?(_ inspection: ContainerInspection) {
        guard let health = inspection.state.health, let last = health.log.last,
            Self.began(last, after: inspection.state.startedAt)
        else { return nil }
        failingStreak = health.failingStreak
        retries = inspection.config.healthcheck?.retries.flatMap { $0 > 0 ? $0 : nil }
        exitCode = last.exitCode
        let line = last.output.split(whereSeparator: \.isNewline).first.map { String($0) } ?? ""
        output = line.count > Self.longestOutput ? String(line.prefix(Self.longestOutput - 1)) + "…" : line
    }

    /// Whether a probe belongs to the run that began at a moment, and not to one before it.
    ///
    /// Where the engine's moments cannot be read, nothing speaks against it.
    static func began(_ probe: HealthResult, after start: String) -> Bool {
        guard let began = EngineTime.nanoseconds(timestamp: probe.start),
            let started = EngineTime.nanoseconds(timestamp: start)
        else { return true }
        return began >= started
    }
}

extension LastProbe {
    /// The same without what nobody else may read; a probe may print what it logs in with.
    func masked(by mask: SecretMask) -> LastProbe {
        var probe = self
        probe.output = mask.masking(output)
        return probe
    }
}

extension LastProbe: CustomStringConvertible {
    /// `probe 3/10 · "connection refused"`; `start period` where the failure does not count yet.
    package var description: String {
        let count = failingStreak > 0 ? "probe \(failingStreak)" + (retries.map { "/\($0)" } ?? "") : "start period"
        return output.isEmpty ? count : "\(count) · \"\(output)\""
    }
}
