/// What a container is doing, in full.
package struct ContainerState: Sendable, Hashable {
    package var status = ContainerStatus(rawValue: "")
    /// True while paused or restarting too.
    package var isRunning = false
    package var isPaused = false
    package var isRestarting = false
    package var wasKilledForMemory = false
    /// The code of the last run; 0 as well when there was none.
    package var exitCode = 0
    /// Why the engine could not start it; empty when it could.
    package var error = ""
    /// `0001-01-01T00:00:00Z` when it has never started.
    package var startedAt = ""
    package var finishedAt = ""
    /// nil when the container has no healthcheck.
    package var health: ContainerHealth?

    package init() {}
}

extension ContainerState: Decodable {
    enum CodingKeys: String, CodingKey {
        case status = "Status"
        case isRunning = "Running"
        case isPaused = "Paused"
        case isRestarting = "Restarting"
        case wasKilledForMemory = "OOMKilled"
        case exitCode = "ExitCode"
        case error = "Error"
        case startedAt = "StartedAt"
        case finishedAt = "FinishedAt"
        case health = "Health"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        status = ContainerStatus(rawValue: try fields.text(.status))
        isRunning = try fields.flag(.isRunning)
        isPaused = try fields.flag(.isPaused)
        isRestarting = try fields.flag(.isRestarting)
        wasKilledForMemory = try fields.flag(.wasKilledForMemory)
        exitCode = try fields.number(.exitCode)
        error = try fields.text(.error)
        startedAt = try fields.text(.startedAt)
        finishedAt = try fields.text(.finishedAt)
        health = try fields.optional(.health)
    }
}

/// The state of a healthcheck and its last results.
package struct ContainerHealth: Sendable, Hashable {
    package var status = HealthStatus.none
    package var failingStreak = 0
    /// The last five results, oldest first.
    package var log: [HealthResult] = []

    package init() {}
}

extension ContainerHealth: Decodable {
    enum CodingKeys: String, CodingKey {
        case status = "Status"
        case failingStreak = "FailingStreak"
        case log = "Log"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        status = try fields.optional(.status) ?? HealthStatus.none
        failingStreak = try fields.number(.failingStreak)
        log = try fields.list(.log)
    }
}

/// One run of a healthcheck.
package struct HealthResult: Sendable, Hashable {
    package var start = ""
    package var end = ""
    /// 0 healthy, 1 unhealthy; -1 when the check timed out.
    package var exitCode = 0
    package var output = ""

    package init() {}
}

extension HealthResult: Decodable {
    enum CodingKeys: String, CodingKey {
        case start = "Start"
        case end = "End"
        case exitCode = "ExitCode"
        case output = "Output"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        start = try fields.text(.start)
        end = try fields.text(.end)
        exitCode = try fields.number(.exitCode)
        output = try fields.text(.output)
    }
}
