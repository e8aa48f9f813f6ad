internal import ComposeModel
internal import ComposeRuntime
internal import DockerEngine

/// One run at a time changes a project.
extension OpenProject {
    /// Does the work while no other run changes the project.
    ///
    /// - `operation`: the command's name, which other runs are told.
    /// - `timeout`: seconds to wait for another run; nil waits for ever.
    /// - `tell`: gets a line for the user for each run that is waited for.
    ///
    /// - Throws: `CommandFailure` when another run took too long or there is nowhere to lock; what the work throws.
    func locked<Value>(
        _ operation: String,
        timeout: Int?,
        tell: (String) -> Void,
        _ work: () async throws -> Value
    ) async throws -> Value {
        let name = project.name
        do {
            return try await ProjectLock.with(
                project: name,
                engine: engine.host,
                command: "swiftcompose \(operation)",
                timeout: timeout.map { Duration.seconds($0) },
                environment: context.environment,
                onWait: { holder in
                    let who = holder.map { "\($0)" } ?? "another run"
                    tell("waiting for \(who), which is changing project '\(name)'")
                },
                work
            )
        } catch let error as LockTimedOut {
            throw CommandFailure("\(error)", hint: "try again when it is done, or allow more with --lock-timeout")
        } catch let error as LockUnavailable {
            throw CommandFailure("\(error)", hint: "set XDG_RUNTIME_DIR to a directory that only you can write to")
        }
    }
}
