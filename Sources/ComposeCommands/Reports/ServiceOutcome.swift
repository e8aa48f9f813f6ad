internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import OrderedCollections

/// What came of one service in a run, as a test case has it.
struct ServiceOutcome: Sendable, Equatable, Encodable {
    enum Verdict: String, Sendable, Encodable {
        case passed, failed, skipped
    }

    /// The service, or the step where no service is concerned: `create network shop_back`.
    var name: String
    var verdict: Verdict
    /// Why it failed or was skipped, in one line.
    var reason: String?
    /// Facts, log and advice of a failure, a line each.
    var evidence: [String] = []
    /// Seconds from the first to the last step for it.
    var seconds: Double

    enum CodingKeys: String, CodingKey {
        case name, verdict, reason, seconds
    }

    /// An outcome for every service in the project's order, and one for every failure that is no service's.
    static func all(of project: Project, _ report: ExecutionReport, _ story: FailureStory?) -> [ServiceOutcome] {
        let accounts = story?.accounts ?? []
        var outcomes = project.services.keys.map { name in outcome(of: name, accounts, report, story) }
        for account in accounts where account.service.map({ project.services[$0] == nil }) ?? true {
            outcomes.append(
                ServiceOutcome(
                    name: account.service ?? account.brief,
                    verdict: .failed,
                    reason: account.message,
                    evidence: evidence(of: account),
                    seconds: account.elapsed?.inSeconds ?? 0
                )
            )
        }
        return outcomes
    }

    private static func outcome(
        of name: String,
        _ accounts: [FailureAccount],
        _ report: ExecutionReport,
        _ story: FailureStory?
    ) -> ServiceOutcome {
        let seconds = time(of: name, report)
        if let account = accounts.first(where: { $0.service == name }) {
            return ServiceOutcome(
                name: name,
                verdict: .failed,
                reason: account.message,
                evidence: evidence(of: account),
                seconds: seconds
            )
        }
        if let skip = story?.skips.first(where: { $0.services.contains(name) }) {
            return ServiceOutcome(name: name, verdict: .skipped, reason: skip.reason, seconds: seconds)
        }
        if report.notReached.contains(where: { $0.operation.service == name }) {
            return ServiceOutcome(name: name, verdict: .skipped, reason: "not begun", seconds: seconds)
        }
        if report.interrupted.contains(where: { $0.operation.service == name }) {
            return ServiceOutcome(name: name, verdict: .skipped, reason: "given up", seconds: seconds)
        }
        return ServiceOutcome(name: name, verdict: .passed, seconds: seconds)
    }

    private static func evidence(of account: FailureAccount) -> [String] {
        account.factLines + account.logLines + account.advice.map { "hint: \($0)" }
    }

    private static func time(of service: String, _ report: ExecutionReport) -> Double {
        let spans = report.spans.filter { $0.step.operation.concernedService == service }
        guard let first = spans.map(\.began).min(), let last = spans.map(\.ended).max() else { return 0 }
        return (last - first).inSeconds
    }
}
