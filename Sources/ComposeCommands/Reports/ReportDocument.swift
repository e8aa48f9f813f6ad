internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import OrderedCollections

/// What came of a run, for programs, `report.json`.
struct ReportDocument: Sendable, Encodable {
    struct Skip: Sendable, Encodable {
        var services: [String]
        var reason: String
    }

    struct Steps: Sendable, Encodable {
        var succeeded: Int
        var failed: Int
        var skipped: Int
        var interrupted: Int
        var notBegun: Int

        enum CodingKeys: String, CodingKey {
            case succeeded, failed, skipped, interrupted
            case notBegun = "not_begun"
        }
    }

    /// Of this form; a change that readers must know of raises it.
    var version = 1
    var project: String
    var command: String
    /// What the program ends with.
    var exitCode: Int
    var timedOut: Bool
    var cancelled: Bool
    /// Seconds that the plan took.
    var elapsed: Double
    /// In the words of the terminal; left out when all went well.
    var error: String?
    var failures: [FailureFacts]
    var skipped: [Skip]
    /// The containers that were started.
    var started: [String]
    var steps: Steps
    var services: [ServiceOutcome]

    enum CodingKeys: String, CodingKey {
        case version, project, command, error, failures, skipped, started, steps, services, cancelled
        case exitCode = "exit_code"
        case timedOut = "timed_out"
        case elapsed = "elapsed_seconds"
    }

    /// - `report`: nil when no plan was carried out.
    /// - `story`: nil when nothing failed.
    /// - `error`: what was told of the end; nil when all went well.
    init(
        project: Project,
        command: String,
        status: ExitStatus,
        report: ExecutionReport?,
        story: FailureStory?,
        error: String?
    ) {
        let report = report ?? ExecutionReport()
        self.project = project.name
        self.command = command
        self.error = error
        exitCode = Int(status.code)
        timedOut = report.hasTimedOut || report.failures.contains(where: \.isTimeout)
        cancelled = report.wasCancelled
        elapsed = report.elapsed.inSeconds
        failures = story?.accounts.map { FailureFacts($0) } ?? []
        skipped = story?.skips.map { Skip(services: $0.services, reason: $0.reason) } ?? []
        started = report.succeeded.compactMap(\.operation.startedContainer)
        steps = Steps(
            succeeded: report.succeeded.count,
            failed: report.failures.count,
            skipped: report.skipped.count,
            interrupted: report.interrupted.count,
            notBegun: report.notReached.count
        )
        services = ServiceOutcome.all(of: project, report, story)
    }
}
