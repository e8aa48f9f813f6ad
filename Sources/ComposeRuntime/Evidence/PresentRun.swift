internal import DockerEngine

/// Where the present run of a container begins in its log, which holds all of its runs.
enum PresentRun {
    /// Some engines note the start a little after the process has written its first line.
    private static let margin = 500_000_000
    /// The engine waits at least so long before it starts a container again.
    private static let shortestPause = 100_000_000

    /// The moment in the engine's form for `since`; nil when the whole log is of this run.
    ///
    /// - `isFirst`: whether it was made for this run, so that nothing in its log is older.
    static func beginning(_ state: ContainerState, isFirst: Bool, restarts: Int) -> String? {
        if isFirst, restarts == 0 { return nil }
        guard let start = EngineTime.nanoseconds(timestamp: state.startedAt), start > 0 else { return nil }
        var moment = start - (restarts > 0 ? shortestPause : margin)
        // While it runs, what is noted as its end is that of the run before; a short run's own may be older than its start.
        if state.status == .running, let end = EngineTime.nanoseconds(timestamp: state.finishedAt), end > 0, end < start
        {
            moment = max(moment, end)
        }
        return EngineTime.text(nanoseconds: max(0, moment))
    }
}
