internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine

extension WorkOutcome {
    /// How much of the log of a container that failed is told.
    private static let logLines = 10

    /// What came of a plan, in words for the user.
    init(_ report: ExecutionReport) {
        if report.isSuccess, report.interrupted.isEmpty {
            self = .succeeded
            return
        }
        guard let first = report.failures.first else {
            self = report.wasCancelled ? .cancelled : .failed("not all of it could be done", evidence: [])
            return
        }
        var message = first.message
        if report.failures.count > 1 { message += ", and \(report.failures.count - 1) more failed" }
        var evidence: [String] = []
        for failure in report.failures {
            if failure.message != first.message { evidence.append(failure.message) }
            evidence += failure.evidence
            evidence += failure.culprit?.log.suffix(Self.logLines) ?? []
        }
        self = .failed(message, evidence: evidence)
    }

    /// Why nothing was done.
    init(_ error: any Error) {
        switch error {
        case is CancellationError: self = .cancelled
        case let refusal as PlanRefused:
            let problems = refusal.problems.map(\.message)
            self = .failed(problems.first ?? "the plan cannot work", evidence: Array(problems.dropFirst()))
        default: self = .failed("\(error)", evidence: [])
        }
    }

    /// What went wrong; nil when it did not.
    var problem: String? {
        switch self {
        case .succeeded: nil
        case .ended(let code, _): code == 0 ? nil : "ended with code \(code)"
        case .failed(let message, _): message
        case .cancelled: "given up for something else"
        }
    }
}
