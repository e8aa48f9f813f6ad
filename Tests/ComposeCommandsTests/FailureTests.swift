import ComposePlan
import Diagnostics
import TerminalOutput
import Testing

@testable import ComposeCommands
@testable import ComposeRuntime

@Suite struct FailureTests {
    // MARK: - Status

    @Test func `every end of the program has its status`() {
        #expect(ExitStatus.success.code == 0)
        #expect(ExitStatus.failure.code == 1)
        #expect(ExitStatus.interrupted.code == 130)
        #expect(ExitStatus.container(42).code == 42)
    }

    // MARK: - Notices

    @Test func `a wrong command line is a line and a hint`() {
        let notice = FailureNotice(CommandFailure("no such service: wbe", hint: "did you mean 'web'?"))
        #expect(notice.text == "error: no such service: wbe\n  hint: did you mean 'web'?")
        #expect(notice.status == .failure)
    }

    @Test func `problems in files are quoted and counted`() {
        let places = [2, 3].map { Diagnostics.SourceLocation(file: "compose.yaml", line: $0, column: 3) }
        let failure = DiagnosedFailure(
            diagnostics: [
                Diagnostic(.error, "second", at: places[1]), Diagnostic(.error, "first", at: places[0]),
                Diagnostic(.warning, "careful"),
            ],
            sources: ["compose.yaml": "a:\n  b: 1\n  c: 2\n"]
        )
        #expect(
            FailureNotice(failure).text == """
                compose.yaml:2:3: error: first
                    b: 1
                    ^
                compose.yaml:3:3: error: second
                    c: 2
                    ^
                warning: careful
                2 errors
                """
        )
    }

    @Test func `a refused plan is as good as wrong files`() {
        let notice = FailureNotice(PlanRefused(problems: [Diagnostic(.error, "no image", hint: "pull it")]))
        #expect(notice.text == "error: no image\n  hint: pull it")
        #expect(notice.status == .failure)
    }

    @Test func `for programs the notice is an object without the word error`() {
        let notice = FailureNotice(CommandFailure("it is \"so\"", hint: "wait"), isColoured: true)
        #expect(notice.json == #"{"error":true,"message":"it is \"so\"\n  hint: wait"}"#)
    }

    @Test func `cancellation and a reader that went away say nothing`() {
        #expect(FailureNotice(CancellationError()).text.isEmpty)
        #expect(FailureNotice(CancellationError()).status == .interrupted)
        #expect(FailureNotice(OutputError.brokenPipe).text.isEmpty)
        #expect(FailureNotice(OutputError.failed(code: 28)).text.hasPrefix("error: cannot write output"))
    }

    // MARK: - Summaries

    /// db is unhealthy, which keeps web and worker down; cache is not concerned.
    private func report() -> ExecutionReport {
        var plan = Plan()
        func start(_ service: String, after: [Step.ID] = []) -> Step.ID {
            let target = PlannedContainer(
                ServiceReplica(service, 1),
                .existing(id: service),
                name: "shop-\(service)-1"
            )
            return plan.append(.startContainer(target), cause: .created, after: after)
        }
        let cache = start("cache")
        let db = start("db")
        let target = PlannedContainer(ServiceReplica("db", 1), .existing(id: "db"), name: "shop-db-1")
        let gate = plan.append(
            .awaitCondition(Gate("db", .healthy, containers: [target], dependents: ["web", "worker"])),
            cause: .awaited(by: ["web", "worker"]),
            after: [db]
        )
        let web = start("web", after: [gate])
        let worker = start("worker", after: [gate])
        func step(_ id: Step.ID) -> Step { plan.steps[id.number - 1] }

        var report = ExecutionReport()
        report.succeeded = [step(cache), step(db)]
        report.failures = [
            ExecutionReport.Failure(
                step: step(gate),
                message: "dependency failed to start: container shop-db-1 is unhealthy",
                evidence: ["last probe: exit 1, no route", "shop-db-1 | FATAL"],
                exitCode: 1
            )
        ]
        report.skipped = [web, worker].map { ExecutionReport.Skip(step: step($0), because: [gate]) }
        return report
    }

    @Test func `a summary names the culprit, its evidence, what it keeps down and what runs`() {
        let failure = SummarizedFailure(report())
        #expect(
            failure.text == """
                error: dependency failed to start: container shop-db-1 is unhealthy
                  last probe: exit 1, no route
                  shop-db-1 | FATAL
                skipped: web, worker (db is not healthy)
                started: shop-cache-1, shop-db-1
                """
        )
        #expect(failure.status == .failure)
    }

    @Test func `an expired limit names what was waited for`() {
        var timedOut = report()
        timedOut.interrupted = timedOut.failures.map(\.step)
        timedOut.failures = []
        timedOut.skipped = []
        timedOut.hasTimedOut = true
        let text = SummarizedFailure(timedOut, deadline: "10s").text
        #expect(
            text.hasPrefix(
                "error: application not healthy after 10s\n  still: web and worker wait for db to be healthy\n"
            )
        )
    }

    @Test func `a builder's code is the program's`() {
        var failed = report()
        failed.failures[0].exitCode = 17
        #expect(SummarizedFailure(failed).status == .container(17))
    }

    @Test func `an interrupted plan has the status of an interruption`() {
        var cancelled = report()
        cancelled.wasCancelled = true
        cancelled.notReached = cancelled.skipped.map(\.step)
        let failure = SummarizedFailure(cancelled)
        #expect(failure.status == .interrupted)
        #expect(failure.text.hasSuffix("interrupted: 2 steps were not begun"))
    }

    @Test func `what a service's own failure keeps from it is not listed`() {
        var plan = Plan()
        let created = plan.append(
            .createContainer(ContainerCreationPlan(ServiceReplica("web", 1), name: "shop-web-1")),
            cause: .noContainer
        )
        let target = PlannedContainer(ServiceReplica("web", 1), .created(by: created), name: "shop-web-1")
        plan.append(.startContainer(target), cause: .created, after: [created])
        var report = ExecutionReport()
        report.failures = [
            ExecutionReport.Failure(step: plan.steps[0], message: "no space left", evidence: [], exitCode: 1)
        ]
        report.skipped = [ExecutionReport.Skip(step: plan.steps[1], because: [created])]
        #expect(SummarizedFailure(report).text == "error: no space left")
        #expect(
            SummarizedFailure(report, explanations: [created: "buy a disk"]).text
                == "error: no space left\n  buy a disk"
        )
    }

    // MARK: - Ports

    @Test(arguments: [
        (
            "driver failed programming external connectivity on endpoint shop-web-1 (ab12): "
                + "Bind for 0.0.0.0:8080 failed: port is already allocated", 8080
        ),
        ("Error starting userland proxy: listen tcp4 0.0.0.0:5432: bind: address already in use", 5432),
    ])
    func `the port is read from the engine's complaint`(message: String, port: Int) {
        #expect(PortConflict.port(in: message) == port)
    }

    @Test func `other complaints are about no port`() {
        #expect(PortConflict.port(in: "no such image: web:8080") == nil)
        #expect(PortConflict.port(in: "address already in use") == nil)
    }

    @Test func `a conflict belongs to the service whose container did not start`() {
        var failed = report()
        failed.failures[0].step = failed.succeeded[0]
        failed.failures[0].message = "Bind for 0.0.0.0:8080 failed: port is already allocated"
        let conflict = PortConflict(step: failed.succeeded[0].id, service: "cache", port: 8080)
        #expect(PortConflict.among(failed.failures) == [conflict])
        #expect(
            conflict.explanation(among: [])
                == "port 8080, which service 'cache' publishes, is taken by a program outside the engine; "
                + "'ss -ltnp' shows which"
        )
    }
}
