extension AttachedRun {
    /// What the end of one container means for the others.
    package enum Cascade: Sendable, Hashable {
        case none
        /// All are stopped when one has ended (`--abort-on-container-exit`).
        case onExit
        /// All are stopped when one has ended with another code than 0 (`--abort-on-container-failure`).
        case onFailure
    }

    package struct Options: Sendable {
        /// The services whose containers the run lasts for: those named by the user, or all.
        package var awaited: Set<String>
        /// The services whose output is shown.
        package var shown: Set<String>
        package var cascade = Cascade.none
        /// The service whose exit code is the program's; nil for none.
        package var exitCodeFrom: String?

        package init(awaited: Set<String>, shown: Set<String>) {
            self.awaited = awaited
            self.shown = shown
        }

        func isAwaited(_ service: String) -> Bool { awaited.contains(service) }

        func isShown(_ service: String) -> Bool { shown.contains(service) }

        func isTracked(_ service: String) -> Bool { isAwaited(service) || isShown(service) }
    }

    /// The plans that a run carries out; each an intent given to a `ProjectSession`.
    package struct Work: Sendable {
        /// Makes and starts everything; the session's hooks must lead to this run.
        package var start: @Sendable () async throws -> ExecutionReport
        /// Stops everything gracefully, dependents first.
        package var stop: @Sendable () async throws -> ExecutionReport
        /// Kills what still runs, while the stop waits for it.
        package var kill: @Sendable () async throws -> Void

        package init(
            start: @escaping @Sendable () async throws -> ExecutionReport,
            stop: @escaping @Sendable () async throws -> ExecutionReport,
            kill: @escaping @Sendable () async throws -> Void
        ) {
            self.start = start
            self.stop = stop
            self.kill = kill
        }
    }

    /// How a run ended.
    package struct Outcome: Sendable {
        /// 0 when all ended by themselves, 130 after an interrupt, 1 when something could not be started, else the code of
        /// the service that was asked for or of the container that made the others stop.
        package var exitCode: Int
        package var wasInterrupted: Bool
        /// What came of the start; its failures are still to be told.
        package var start: ExecutionReport
        /// What came of the stop; nil when nothing had to be stopped.
        package var stop: ExecutionReport?
    }
}
