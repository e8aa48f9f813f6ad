internal import DockerEngine

/// What the run's tasks do, each on its own and off the actor.
extension AttachedRun {
    /// Longer than the engine takes to close the output of a container that has ended.
    private static let settlingTime = Duration.seconds(2)
    /// Longer than an event takes after the answer to the request that caused it.
    private static let patience = Duration.seconds(1)

    nonisolated func serve(_ request: Request, _ work: Work) async {
        switch request {
        case .start: await start(work)
        case .stop: await stop(work)
        case .kill: await kill(work)
        case .read(let id, let stream): await read(stream, of: id)
        case .readLog(let id): await readLog(of: id)
        case .settle(let id):
            // A cancelled sleep ends with the run.
            try? await Task.sleep(for: Self.settlingTime)
            await change { $0.settled(id) }
        case .bePatient:
            // A cancelled sleep ends with the run.
            try? await Task.sleep(for: Self.patience)
            await change { $0.patienceEnded() }
        }
    }

    private nonisolated func stop(_ work: Work) async {
        do {
            let report = try await work.stop()
            await stopEnded(.success(report))
        } catch {
            await stopEnded(.failure(error))
        }
    }

    private nonisolated func kill(_ work: Work) async {
        do {
            try await work.kill()
        } catch {
            // The stop, which goes on, tells what is wrong.
        }
    }

    private nonisolated func read(_ stream: EngineStream, of id: String) async {
        if let container = await container(id) {
            do {
                for try await line in stream.output.lines {
                    await sink(
                        .output(
                            LogRecord(
                                container: container.name,
                                service: container.service,
                                bytes: line.bytes,
                                isError: line.kind == .stderr
                            )
                        )
                    )
                }
            } catch {
                // A stream that breaks has ended; events tell how the container fares.
            }
        }
        await change { $0.readingEnded(id: id) }
    }

    /// Reads the container's log from its last end on, which is where its present run begins.
    private nonisolated func readLog(of id: String) async {
        if let container = await container(id) {
            let sink = sink
            let reader = LogReader(
                engine: engine,
                showsTimestamps: false,
                sink: { record in await sink(.output(record)) },
                warn: { _ in }
            )
            let source = LogReader.Source(id: id, name: container.name, service: container.service)
            do {
                var part = LogReader.Part()
                part.follows = true
                part.since = try await beginning(of: id, container).map { EngineTime.text(nanoseconds: $0 + 1) }
                _ = try await reader.read(part, of: source)
            } catch {
                // A log that breaks has ended; events tell how the container fares.
            }
        }
        await change { $0.readingEnded(id: id) }
    }

    /// When the run before this one ended; nil when this is the first.
    private nonisolated func beginning(of id: String, _ container: AttachedState.Container) async throws -> Int? {
        if let death = container.lastDeath { return death }
        let finished = try await engine.inspectContainer(id).state.finishedAt
        guard let time = EngineTime.nanoseconds(timestamp: finished), time > 0 else { return nil }
        return time
    }
}
