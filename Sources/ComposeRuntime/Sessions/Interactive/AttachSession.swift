package import ComposePlan
package import DockerEngine

/// A running container's own process, joined with the user (`attach`).
package struct AttachSession: Sendable {
    private let engine: EngineClient

    package init(engine: EngineClient) {
        self.engine = engine
    }

    /// Returns the container's exit code once it has ended; nil when the user has left it running.
    ///
    /// Signals are the caller's to hand on, with `killContainer`; a container with a terminal gets its keys as they are.
    ///
    /// - `input`: what the process reads; nil gives it none.
    /// - `detachKeys`: the keys that leave it, such as `ctrl-p,ctrl-q`; nil is the engine's default.
    /// - `screen`: the descriptor of the terminal whose size the process's terminal takes.
    package func run(
        _ container: ObservedContainer,
        input: StandardInput?,
        output: @escaping OutputSink,
        detachKeys: String? = nil,
        screen: Int32 = 1
    ) async throws -> Int? {
        let inspection = try await engine.inspectContainer(container.id)
        guard !inspection.state.isPaused else {
            throw SessionError("container \(container.name) is paused", hints: ["unpause it first"])
        }
        let hasTerminal = inspection.config.hasTerminal
        let wait = try await engine.openWait(for: container.id, until: .notRunning)
        var options = AttachOptions()
        options.includesStdin = input != nil && inspection.config.opensInput
        options.detachKeys = detachKeys
        let stream = try await engine.attachContainer(container.id, options: options, hasTerminal: hasTerminal)
        let ending = ContainerEnding(engine: engine, id: container.id, wait: wait)
        var pump = StreamPump(stream: stream, input: options.includesStdin ? input : nil, output: output)
        if hasTerminal { pump.terminal = .ofContainer(container.id, engine, screen: screen) }
        try await pump.run()
        await stream.close()
        return try await ending.exitCode(mayBeLeft: true)
    }
}

extension StreamPump.Terminal {
    /// The terminal that a container was made with.
    static func ofContainer(_ id: String, _ engine: EngineClient, screen: Int32) -> StreamPump.Terminal {
        StreamPump.Terminal(descriptor: screen) { size in
            try await engine.resizeContainer(id, height: size.rows, width: size.columns)
        }
    }
}
