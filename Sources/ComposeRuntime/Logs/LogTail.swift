internal import DockerEngine

/// The last lines of a container's log, as evidence of why it failed.
struct LogTail: Sendable {
    let engine: EngineClient

    /// Oldest first; empty when the log cannot be read.
    func lines(of container: String, count: Int) async -> [String] {
        var options = LogOptions()
        options.tail = count
        var lines: [String] = []
        do {
            let hasTerminal = try await engine.inspectContainer(container).config.hasTerminal
            for try await line in try await engine.containerLogs(container, options: options, hasTerminal: hasTerminal)
                .lines
            {
                lines.append(line.text)
            }
        } catch {
            // The log explains a failure that is reported without it too.
        }
        return lines.suffix(count)
    }
}
