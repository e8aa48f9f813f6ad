internal import DockerEngine

/// The last lines of a container's log, as evidence of why it failed.
struct LogTail: Sendable {
    let engine: EngineClient

    /// Oldest first; empty when the log cannot be read.
    ///
    /// - `since`: in the engine's form, seconds since 1970 with a fraction; nil is from the beginning of its first run.
    func lines(of container: String, count: Int, since: String?, hasTerminal: Bool) async -> [String] {
        var options = LogOptions()
        options.tail = count
        options.since = since
        var lines: [String] = []
        do {
            let frames = try await engine.containerLogs(container, options: options, hasTerminal: hasTerminal)
            for try await line in frames.lines { lines.append(line.text) }
        } catch {
            // The log explains a failure that is reported without it too.
        }
        return lines.suffix(count)
    }
}
