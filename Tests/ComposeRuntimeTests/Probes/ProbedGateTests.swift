import ComposePlan
import DockerEngine
import Testing

@testable import ComposeRuntime

/// Gates that a probe of ours opens, alone or beside the engine's.
@Suite(.timeLimit(.minutes(1)))
struct ProbedGateTests {
    private static let container = ResolvedGate.Container(id: "a1", name: "shop-db-1")

    private func gate(_ condition: Gate.Condition, isProbed: Bool) -> ResolvedGate {
        var gate = ResolvedGate(Gate("db", condition, containers: []), [Self.container], isLimited: false)
        gate.isProbed = isProbed
        return gate
    }

    private func records(_ events: [ContainerChange.Kind], hasHealthcheck: Bool? = false) -> ContainerRecords {
        var records = ContainerRecords()
        records.enterNew(id: "a1", hasHealthcheck: hasHealthcheck)
        for kind in events { _ = records.apply(ContainerChange(id: "a1", kind: kind)) }
        return records
    }

    @Test(arguments: [Gate.Condition.healthy, .runningOrHealthy])
    func `a probe opens the gate of a container without a healthcheck, once it passes`(condition: Gate.Condition) throws
    {
        var records = self.records([.started])
        let gate = self.gate(condition, isProbed: true)
        #expect(GateJudgement.of(gate, records) == .closed)
        let run = try #require(records["a1"]?.run)
        let change1 = records.enterReady("a1", run: run)
        #expect(change1)
        #expect(GateJudgement.of(gate, records) == .open)
    }

    @Test func `nobody asks the engine for the health of what is probed from here`() {
        #expect(GateJudgement.of(gate(.healthy, isProbed: true), records([.started], hasHealthcheck: nil)) == .closed)
    }

    @Test func `where there is a probe the engine's cannot open the gate, but still fail it`() {
        let gate = self.gate(.healthy, isProbed: true)
        #expect(GateJudgement.of(gate, records([.started, .health(.healthy)], hasHealthcheck: true)) == .closed)
        let unhealthy = records([.started, .health(.unhealthy)], hasHealthcheck: true)
        #expect(GateJudgement.of(gate, unhealthy) == .failed(GateFailure(Self.container, .unhealthy)))
    }

    @Test func `the engine's own test, run sooner, opens the gate as well`() throws {
        var records = self.records([.started, .health(.starting)], hasHealthcheck: true)
        let run = try #require(records["a1"]?.run)
        #expect(GateJudgement.of(gate(.healthy, isProbed: false), records) == .closed)
        let change2 = records.enterReady("a1", run: run)
        #expect(change2)
        #expect(GateJudgement.of(gate(.healthy, isProbed: false), records) == .open)
    }

    @Test func `what was found in one run is nothing in the next`() throws {
        var records = self.records([.started])
        let first = try #require(records["a1"]?.run)
        let change3 = records.enterReady("a1", run: first)
        #expect(change3)
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 1)))
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        #expect(GateJudgement.of(gate(.healthy, isProbed: true), records) == .closed)
        let change4 = records.enterReady("a1", run: first)
        #expect(!change4, "the probe was of the run before")
        #expect(GateJudgement.of(gate(.healthy, isProbed: true), records) == .closed)
    }

    @Test func `a list of what runs as before changes nothing about it`() throws {
        var container = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running)
        var records = self.records([.started])
        let run = try #require(records["a1"]?.run)
        let change5 = records.enterReady("a1", run: run)
        #expect(change5)
        records.enter(container)
        #expect(GateJudgement.of(gate(.healthy, isProbed: true), records) == .open)
        container.state = .exited
        records.enter(container)
        container.state = .running
        records.enter(container)
        #expect(GateJudgement.of(gate(.healthy, isProbed: true), records) == .closed)
    }

    @Test func `a watch tells the run to probe, its end, and wakes the gate`() async throws {
        let container = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running)
        var observed = ObservedState()
        observed.containers = [container]
        let watch = ContainerWatch(
            engine: EngineClient(host: EngineHost(socket: "/nonexistent/engine.sock")),
            project: "shop",
            observed: observed,
            since: "0"
        )
        let gate = self.gate(.healthy, isProbed: true)
        let run = try await watch.unreadyRun(of: "a1")
        let wait = Task { try await watch.pass(gate) }
        await watch.enterReady("a1", run: run)
        #expect(try await wait.value == nil)
        let end = Task { try await watch.end(ofRun: run, of: "a1") }
        end.cancel()
        await #expect(throws: CancellationError.self) { try await end.value }
        try await watch.end(ofRun: run + 1, of: "a1")
    }
}
