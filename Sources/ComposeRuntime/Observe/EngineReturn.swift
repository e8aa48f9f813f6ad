internal import Diagnostics
internal import DockerEngine

/// Waits for an engine that was lost in the middle of work, such as one that is being restarted.
struct EngineReturn: Sendable {
    let engine: EngineClient
    /// How long an engine may take to come back.
    var patience = Duration.seconds(30)

    /// Whether the engine goes away within a few seconds.
    func isLeaving() async -> Bool {
        for _ in 0..<10 {
            do {
                _ = try await engine.ping()
            } catch {
                return !(error is CancellationError)
            }
            // A cancelled sleep is followed by a ping that is cancelled, too.
            try? await Task.sleep(for: .milliseconds(250))
        }
        return false
    }

    /// Returns whether the engine answers again; false when the task is cancelled first.
    ///
    /// There is no event of an engine that is away, so it is asked, less and less often.
    func wait(_ warn: @Sendable (Diagnostic) -> Void) async -> Bool {
        let end = ContinuousClock.now + patience
        var pause = Duration.milliseconds(50)
        var hasTold = false
        while !Task.isCancelled {
            do {
                _ = try await engine.ping()
                return true
            } catch {
                guard ContinuousClock.now < end else { return false }
                if !hasTold {
                    warn(Diagnostic(.warning, "the engine went away; waiting for it to go on"))
                    hasTold = true
                }
                // A cancelled sleep ends the loop by its condition.
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(1))
            }
        }
        return false
    }
}
