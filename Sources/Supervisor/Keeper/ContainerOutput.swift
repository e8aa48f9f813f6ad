internal import ComposeModel
internal import ComposeRuntime
internal import DockerEngine
internal import OrderedCollections

/// The last lines that a container has written, without secrets.
struct ContainerOutput: Sendable {
    let engine: EngineClient
    let project: Project

    /// Oldest first; empty when the log cannot be read.
    ///
    /// - `until`: in nanoseconds since 1970 by the engine's clock; nil is all up to now.
    func lastLines(of container: String, service: String, count: Int, until: Int? = nil) async -> [String] {
        var options = LogOptions()
        options.tail = count
        options.until = until.map { EventMoment.text(nanoseconds: $0) }
        let hasTerminal = project.services[service]?.hasTerminal ?? false
        let mask = SecretMask(project)
        var lines: [String] = []
        do {
            let frames = try await engine.containerLogs(container, options: options, hasTerminal: hasTerminal)
            for try await line in frames.lines { lines.append(mask.masking(line.text)) }
        } catch {
            // What is known of an end is told without its log, too.
        }
        return lines.suffix(count)
    }
}
