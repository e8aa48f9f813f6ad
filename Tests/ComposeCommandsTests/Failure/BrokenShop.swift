import ComposeModel
import ComposePlan
import Diagnostics
import OrderedCollections

@testable import ComposeCommands
@testable import ComposeRuntime

/// A shop of which `db` fails, so that `web` and `worker` stay down; `cache` is not concerned.
struct BrokenShop {
    var project = Project(name: "shop", workingDirectory: "/srv/shop", composeFiles: ["/srv/shop/compose.yaml"])
    var plan = Plan()
    let cache: Step.ID
    let db: Step.ID
    let gate: Step.ID
    let web: Step.ID
    let worker: Step.ID

    init() {
        for (index, name) in ["cache", "db", "web", "worker"].enumerated() {
            var service = Service(name: name)
            service.locations[""] = SourceLocation(file: "compose.yaml", line: 2 + 10 * index, column: 3)
            service.locations["healthcheck"] = SourceLocation(file: "compose.yaml", line: 5 + 10 * index, column: 5)
            project.services[name] = service
        }
        cache = plan.append(.startContainer(Self.container("cache")), cause: .created)
        db = plan.append(.startContainer(Self.container("db")), cause: .created)
        let wait = Gate("db", .healthy, containers: [Self.container("db")], dependents: ["web", "worker"])
        gate = plan.append(.awaitCondition(wait), cause: .awaited(by: ["web", "worker"]), after: [db])
        web = plan.append(.startContainer(Self.container("web")), cause: .created, after: [gate])
        worker = plan.append(.startContainer(Self.container("worker")), cause: .created, after: [gate])
    }

    static func container(_ service: String) -> PlannedContainer {
        PlannedContainer(ServiceReplica(service, 1), .existing(id: service), name: "shop-\(service)-1")
    }

    func step(_ id: Step.ID) -> Step { plan.steps[id.number - 1] }

    /// The container of db, with what it had to say.
    static func culprit(_ change: (inout Culprit) -> Void = { _ in }) -> Culprit {
        var culprit = Culprit("shop-db-1", id: "d1", service: "db")
        change(&culprit)
        return culprit
    }

    /// `cache` and `db` were started, the gate has failed, and the rest is skipped.
    func report(
        message: String = "dependency failed to start: container shop-db-1 is unhealthy",
        brief: String? = "db is unhealthy",
        culprit: Culprit?,
        advice: [String] = []
    ) -> ExecutionReport {
        var report = ExecutionReport()
        report.succeeded = [step(cache), step(db)]
        report.failures = [
            ExecutionReport.Failure(
                step: step(gate),
                message: message,
                brief: brief,
                culprit: culprit,
                advice: advice
            )
        ]
        report.skipped = [web, worker].map { ExecutionReport.Skip(step: step($0), because: [gate]) }
        report.spans = [
            .init(step(cache), began: .zero, ended: .milliseconds(200), isDone: true),
            .init(step(db), began: .zero, ended: .milliseconds(300), isDone: true),
            .init(step(gate), began: .milliseconds(300), ended: .milliseconds(12_600), isDone: false),
        ]
        report.elapsed = .milliseconds(12_600)
        return report
    }

    /// A report in which one step failed and nothing else happened.
    func refusal(
        of id: Step.ID,
        _ message: String,
        evidence: [String],
        advice: [String] = []
    ) -> ExecutionReport {
        var report = ExecutionReport()
        report.failures = [
            ExecutionReport.Failure(step: step(id), message: message, evidence: evidence, advice: advice)
        ]
        return report
    }

    func story(_ report: ExecutionReport, limit: String? = nil) -> FailureStory {
        var additions = FailureStory.Additions()
        additions.project = project
        additions.limit = limit
        return FailureStory(report, additions)
    }

    /// What the terminal would show of it.
    func text(_ report: ExecutionReport, limit: String? = nil) -> String {
        FailureText(story: story(report, limit: limit)).text
    }
}
