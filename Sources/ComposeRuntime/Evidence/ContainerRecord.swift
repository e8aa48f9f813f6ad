internal import ComposePlan
package import DockerEngine

/// Reads what there is of a project's containers, for a report that outlives them; without secrets.
package struct ContainerRecord: Sendable {
    package struct Container: Sendable, Hashable {
        package var id: String
        package var name: String
    }

    /// Lines of one container that are kept, counted from its end.
    package static let longestLog = 10_000

    private let engine: EngineClient
    private let mask: SecretMask

    package init(engine: EngineClient, mask: SecretMask) {
        self.engine = engine
        self.mask = mask
    }

    /// Every container of a project, one-offs included, in the order of their names.
    package func containers(of project: String) async throws -> [Container] {
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project)"]]
        return try await engine.listContainers(all: true, filters: filters)
            .map { Container(id: $0.id, name: $0.name) }
            .sorted { $0.name < $1.name }
    }

    /// What the engine knows of a container.
    package func inspection(of container: Container) async throws -> MaskedInspection {
        try MaskedInspection(json: try await engine.inspectContainerJSON(container.id), mask: mask)
    }

    /// Hands on the end of a container's log, each line with its line break and the engine's time before it.
    ///
    /// - Throws: the engine's error, also for a log that it cannot read back, and what the sink throws.
    @concurrent
    package func readLog(of container: Container, into sink: @Sendable ([UInt8]) throws -> Void) async throws {
        let hasTerminal = try await engine.inspectContainer(container.id).config.hasTerminal
        var options = LogOptions()
        options.tail = Self.longestLog
        options.showsTimestamps = true
        let frames = try await engine.containerLogs(container.id, options: options, hasTerminal: hasTerminal)
        for try await line in frames.lines { try sink(mask.masking(line.bytes) + [UInt8(ascii: "\n")]) }
    }
}
