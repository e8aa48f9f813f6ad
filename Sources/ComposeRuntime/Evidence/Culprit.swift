/// The container behind a failure, and what it had to say; without secrets.
package struct Culprit: Sendable, Hashable {
    /// How the last run of a container ended.
    package struct Ending: Sendable, Hashable {
        package var code: Int
        package var wasOutOfMemory: Bool

        package init(code: Int, wasOutOfMemory: Bool = false) {
            self.code = code
            self.wasOutOfMemory = wasOutOfMemory
        }

        /// The signal that ended it; nil when it ended by itself.
        package var signal: String? { ExitSignal.name(ofExitCode: code) }
    }

    /// One run of the healthcheck by the engine.
    package struct Probe: Sendable, Hashable {
        /// 0 is healthy; -1 is a probe that took too long.
        package var exitCode: Int
        /// When it began, as the engine writes it: `2025-03-01T12:00:00.123456789Z`.
        package var began: String
        /// The first lines of what it printed.
        package var output: [String]

        package init(exitCode: Int, began: String = "", output: [String] = []) {
            self.exitCode = exitCode
            self.began = began
            self.output = output
        }
    }

    /// The healthcheck as the engine carries it out, which may be the image's.
    package struct Healthcheck: Sendable, Hashable {
        /// `["CMD", …]` or `["CMD-SHELL", line]`.
        package var test: [String]
        package var timeout: Duration?
        package var startPeriod: Duration?

        package init(test: [String], timeout: Duration? = nil, startPeriod: Duration? = nil) {
            self.test = test
            self.timeout = timeout
            self.startPeriod = startPeriod
        }
    }

    /// Its name on the engine.
    package var container: String
    /// Empty where only the name is known.
    package var id: String
    package var service: String
    package var isRunning = false
    /// nil while it runs, and when it has never run.
    package var ending: Ending?
    /// Why the engine could not start it, in the engine's words; empty when it could.
    package var engineError = ""
    /// The last ones, oldest first.
    package var probes: [Probe] = []
    /// How many probes in a row have failed.
    package var failingStreak = 0
    package var healthcheck: Healthcheck?
    /// From its start to the end of its last probe; nil when there was none.
    package var timeToLastProbe: Duration?
    /// The last lines of its present run, oldest first.
    package var log: [String] = []
    /// How often the engine has started it again by itself.
    package var restarts = 0

    package init(_ container: String, id: String = "", service: String) {
        self.container = container
        self.id = id
        self.service = service
    }

    /// Whether the last probe said no.
    package var isFailingItsProbes: Bool { probes.last.map { $0.exitCode != 0 } ?? false }
}
