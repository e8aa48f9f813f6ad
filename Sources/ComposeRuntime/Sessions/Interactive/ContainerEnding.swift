internal import DockerEngine

/// How a container ends whose output has come to its end.
struct ContainerEnding: Sendable {
    /// Longer than the engine takes from the last byte to the exit, shorter than anybody minds.
    private static let patience = Duration.milliseconds(500)

    let engine: EngineClient
    let id: String
    /// Opened before the container could end.
    let wait: ContainerWait

    /// The exit code; nil when the output has ended because the user has left by the detach keys.
    ///
    /// The engine tells the two apart only by the container's going on, so that is looked at after a moment.
    ///
    /// - `mayBeLeft`: whether there are such keys.
    func exitCode(mayBeLeft: Bool) async throws -> Int? {
        guard mayBeLeft else { return try await wait.exitCode() }
        return try await withThrowingTaskGroup(of: Int?.self) { group in
            group.addTask { try await wait.exitCode() }
            group.addTask {
                try await untilFoundRunning()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// Returns only once the container is seen to go on.
    private func untilFoundRunning() async throws {
        while true {
            try await Task.sleep(for: Self.patience)
            do {
                let state = try await engine.inspectContainer(id).state
                if state.isRunning, !state.isRestarting { return }
            } catch let error as EngineError where error.isNotFound {
                // It is gone, and the wait is about to say how.
            }
        }
    }
}
