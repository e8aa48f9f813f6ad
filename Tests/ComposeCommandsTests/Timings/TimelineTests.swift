import ArgumentParser
import ComposePlan
import ComposeRuntime
import Testing

@testable import ComposeCommands

@Suite struct TimelineTests {
    private func span(_ step: Step, _ began: Int, _ ended: Int, isDone: Bool = true) -> ExecutionReport.Span {
        ExecutionReport.Span(step, began: .milliseconds(began), ended: .milliseconds(ended), isDone: isDone)
    }

    /// db is started, web is created meanwhile, waits until db is healthy, and starts.
    private func report(isHealthy: Bool = true) -> ExecutionReport {
        var plan = Plan()
        let network = plan.append(.createNetwork(key: "default", name: "shop_default"), cause: .absent)
        let db = SamplePlans.container("db", .existing(id: "abc"))
        let started = plan.append(.startContainer(db), cause: .notRunning(.exited), after: [network])
        let creation = ContainerCreationPlan(ServiceReplica("web", 1), name: "shop-web-1")
        let created = plan.append(.createContainer(creation), cause: .noContainer, after: [network])
        let gate = plan.append(
            .awaitCondition(Gate("db", .healthy, containers: [db], dependents: ["web"])),
            cause: .awaited(by: ["web"]),
            after: [started]
        )
        let web = SamplePlans.container("web", .created(by: created))
        plan.append(.startContainer(web), cause: .created, after: [created, gate])
        let steps = plan.steps
        var report = ExecutionReport()
        report.spans = [
            span(steps[0], 0, 1000), span(steps[2], 1000, 1500), span(steps[1], 1000, 2000),
            span(steps[3], 2000, 6000, isDone: isHealthy),
        ]
        if isHealthy { report.spans.append(span(steps[4], 6000, 8000)) }
        report.elapsed = .milliseconds(8000)
        return report
    }

    @Test func `each service has its lane, and gates are in those of the services that wait`() {
        let timeline = Timeline(report())
        #expect(timeline.lanes.map(\.name) == ["project", "web", "db"])
        #expect(
            timeline.lanes.map { $0.entries.map(\.what) } == [
                ["create network shop_default"],
                ["create shop-web-1", "wait for db to be healthy", "start shop-web-1", "ready"],
                ["start shop-db-1", "ready"],
            ]
        )
        #expect(timeline.lanes[2].entries[1].began == .seconds(6))
        #expect(timeline.lanes[1].entries[3].began == .seconds(8))
        #expect(
            timeline.critical.map(\.what)
                == ["create network shop_default", "start shop-db-1", "wait for db to be healthy", "start shop-web-1"]
        )
    }

    @Test func `a service that is not healthy is never ready`() {
        let timeline = Timeline(report(isHealthy: false))
        #expect(!timeline.lanes.flatMap(\.entries).contains { $0.kind == .ready })
        #expect(TimelineText(timeline).render().contains("wait for db to be healthy (not done)"))
    }

    @Test func `the table has a bar for each step, the total and the critical path`() {
        let lines = TimelineText(Timeline(report())).render().split(separator: "\n")
        #expect(lines.count == 1 + 7 + 2)
        #expect(lines[0].split(separator: " ") == ["SERVICE", "STEP", "BEGAN", "TOOK", "TIMELINE"])
        #expect(lines[1].hasPrefix("*   project   create network shop_default"))
        #expect(lines[1].hasSuffix("0.00s   1.00s   █████"))
        #expect(lines[2].hasPrefix("    web       create shop-web-1 "))
        #expect(lines[2].hasSuffix("1.00s   0.50s        ██"))
        let waiting = String(repeating: " ", count: 10) + String(repeating: "░", count: 20)
        #expect(lines[3].hasPrefix("*             wait for db to be healthy"))
        #expect(lines[3].hasSuffix("2.00s   4.00s   " + waiting))
        #expect(lines[5].hasSuffix("8.00s           " + String(repeating: " ", count: 39) + "◆"))
        #expect(lines[8] == "total 8.00s")
        #expect(
            String(lines[9]) == "critical path (*): create network shop_default 1.00s → start shop-db-1 1.00s "
                + "→ wait for db to be healthy 4.00s → start shop-web-1 2.00s"
        )
    }

    @Test func `nothing takes no time`() {
        #expect(TimelineText(Timeline(ExecutionReport())).render() == "nothing was done, so nothing took time\n")
    }

    @Test func `a trace has a complete event for each step, on a row that has a name`() {
        let trace = ChromeTrace(report(), project: "shop")
        let complete = trace.traceEvents.filter { $0.ph == "X" }
        #expect(complete.map(\.ts) == [0, 1_000_000, 1_000_000, 2_000_000, 6_000_000])
        #expect(complete.map(\.dur) == [1_000_000, 500_000, 1_000_000, 4_000_000, 2_000_000])
        #expect(complete.map(\.cat) == ["work", "work", "work", "wait", "work"])
        #expect(complete.map(\.args.isCritical) == [true, false, true, true, true])
        var names: [Int: String] = [:]
        for event in trace.traceEvents where event.name == "thread_name" {
            if let row = event.tid { names[row] = event.args.name }
        }
        #expect(
            complete.map { $0.tid.flatMap { names[$0] } }
                == ["network shop_default", "web-1", "db-1", "for db to be healthy", "web-1"]
        )
        #expect(
            trace.render().contains(#"{"args":{"name":"swiftcompose shop"},"name":"process_name","ph":"M","pid":1}"#)
        )
    }

    @Test func `steps of one container that overlap get rows of their own`() {
        var plan = Plan()
        let web = SamplePlans.container("web", .existing(id: "abc"))
        for network in ["a", "b"] {
            plan.append(.disconnectNetwork(id: network, name: network, web), cause: .resourceChanged(network))
        }
        var report = ExecutionReport()
        report.spans = [span(plan.steps[0], 0, 10), span(plan.steps[1], 5, 20)]
        let rows = ChromeTrace(report, project: "shop").traceEvents.filter { $0.ph == "X" }.map(\.tid)
        #expect(rows == [1, 2])
    }

    @Test func `the option asks for a timeline or for a file`() throws {
        #expect(try TimingOptions.parse([]).request == nil)
        #expect(try TimingOptions.parse(["--timings=-"]).request == .timeline)
        #expect(try TimingOptions.parse(["--timings=up.json"]).request == .trace(path: "up.json"))
        #expect(throws: (any Error).self) { try TimingOptions.parse(["--timings="]) }
    }
}
