internal import DockerEngine

/// Reads what a container writes until a line matches.
struct LogProbe: Sendable {
    let engine: EngineClient
    let pattern: String

    /// Of a longer line only the beginning is looked at.
    private static let longestLine = 16 * 1024
    private static let longestEvidence = 80

    /// Follows the log of the present run; not ready when it ends without such a line.
    ///
    /// - Throws: ``ProbeImpossible`` where the log cannot be read back, and the engine's error.
    @concurrent
    func run(in inspection: ContainerInspection) async throws -> ProbeResult {
        let expression: Regex<AnyRegexOutput>
        do {
            expression = try Regex(pattern)
        } catch {
            throw ProbeImpossible("'\(pattern)' is no regular expression: \(error)")
        }
        var options = LogOptions()
        options.follows = true
        options.since = Self.beginning(of: inspection.state)
        let hasTerminal = inspection.config.hasTerminal
        do {
            let frames = try await engine.containerLogs(inspection.id, options: options, hasTerminal: hasTerminal)
            for try await line in frames.lines {
                var text = line.text.prefix(Self.longestLine)
                if text.hasSuffix("\r") { text.removeLast() }
                if try expression.firstMatch(in: text) != nil {
                    return .ready(String(text.prefix(Self.longestEvidence)))
                }
            }
        } catch let error as EngineError where error.status == 501 {
            throw ProbeImpossible(
                "the log of \(inspection.name) cannot be probed: \(error.message)",
                hint: "probe with 'exec' or 'tcp', or use a log driver that can be read"
            )
        }
        return .failed("no line matches '\(pattern)'")
    }

    /// The moment after which lines are of the present run; nil where there was no run before.
    ///
    /// The engine notes a start only after it, when the first lines may have been written already; so lines count from the
    /// end of the run before.
    static func beginning(of state: ContainerState) -> String? {
        guard let ended = EngineTime.nanoseconds(timestamp: state.finishedAt), ended > 0 else { return nil }
        return EngineTime.text(nanoseconds: ended + 1)
    }
}
