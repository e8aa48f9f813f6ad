internal import DockerEngine

/// Reads the log of one container.
struct LogReader: Sendable {
    /// Which part of it.
    struct Part: Sendable {
        /// In the engine's form; nil is from the beginning.
        var since: String?
        var until: String?
        /// How many lines from the end; nil for all.
        var tail: Int?
        /// Whether to go on until the container ends.
        var follows = false
    }

    struct Source: Sendable {
        var id: String
        var name: String
        var service: String
    }

    let engine: EngineClient
    /// Whether records tell the engine's time.
    let showsTimestamps: Bool
    let sink: LogSink
    /// Told of a container whose log cannot be read.
    let warn: @Sendable (String) -> Void

    /// Hands the part on, line by line, and returns once it has ended.
    ///
    /// A container that is gone, or whose log is kept where the engine cannot read it, has no lines. Returns the time of
    /// the last line in nanoseconds since 1970; nil when there was none.
    ///
    /// - Throws: the engine's error, or `CancellationError`.
    @concurrent
    func read(_ part: Part, of source: Source) async throws -> Int? {
        do {
            return try await readThrough(part, source)
        } catch let error as EngineError where error.isNotFound {
            return nil
        } catch let error as EngineError where error.status == 501 {
            warn("the log of \(source.name) cannot be read: \(error.message)")
            return nil
        }
    }

    private func readThrough(_ part: Part, _ source: Source) async throws -> Int? {
        let hasTerminal = try await engine.inspectContainer(source.id).config.hasTerminal
        var options = LogOptions()
        options.since = part.since
        options.until = part.until
        options.tail = part.tail
        options.follows = part.follows
        // They tell where a container's next run is to be taken up.
        options.showsTimestamps = part.follows || showsTimestamps
        let frames = try await engine.containerLogs(source.id, options: options, hasTerminal: hasTerminal)
        let form: LogLineAssembler.Timestamps =
            options.showsTimestamps ? (hasTerminal ? .onLines : .onFrames) : .absent
        var assembler = LogLineAssembler(form)
        for try await frame in frames {
            for line in assembler.append(frame) { await sink(record(line, source)) }
        }
        for line in assembler.finish() { await sink(record(line, source)) }
        return assembler.lastTimestamp.flatMap { EngineTime.nanoseconds(timestamp: $0) }
    }

    private func record(_ line: LogLineAssembler.Line, _ source: Source) -> LogRecord {
        LogRecord(
            container: source.name,
            service: source.service,
            bytes: line.bytes,
            isError: line.kind == .stderr,
            timestamp: showsTimestamps ? line.timestamp : nil
        )
    }
}
