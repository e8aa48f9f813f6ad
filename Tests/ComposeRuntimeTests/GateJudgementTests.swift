import ComposePlan
import Testing

@testable import ComposeRuntime

/// When a gate opens, when it cannot any more, and when nothing can be said yet.
@Suite struct GateJudgementTests {
    private static let name = "shop-db-1"
    private static let container = ResolvedGate.Container(id: "a1", name: name)

    private func judge(
        _ condition: Gate.Condition,
        _ events: [ContainerChange.Kind],
        hasHealthcheck: Bool? = false,
        restarts: RestartRule = .never
    ) -> GateJudgement {
        var records = ContainerRecords()
        records.enterNew(id: "a1", hasHealthcheck: hasHealthcheck)
        for kind in events { _ = records.apply(ContainerChange(id: "a1", kind: kind)) }
        let gate = Gate("db", condition, containers: [], restarts: restarts)
        return GateJudgement.of(ResolvedGate(gate, [Self.container], isLimited: false), records)
    }

    private func failed(_ reason: GateFailure.Reason) -> GateJudgement { .failed(GateFailure(Self.container, reason)) }

    private func exited(_ code: Int, deaths: Int = 1, outOfMemory: Bool = false) -> GateJudgement {
        failed(.exited(code: code, deaths: deaths, outOfMemory: outOfMemory))
    }

    @Test(arguments: [Gate.Condition.started, .healthy, .completed, .runningOrHealthy])
    func `nothing opens before the container has started`(condition: Gate.Condition) {
        #expect(judge(condition, []) == .closed)
    }

    @Test(arguments: [Gate.Condition.started, .healthy, .completed, .runningOrHealthy])
    func `nothing opens once the container is gone`(condition: Gate.Condition) {
        #expect(judge(condition, [.started, .removed]) == failed(.removed))
    }

    @Test func `a container counts as started from then on`() {
        #expect(judge(.started, [.started]) == .open)
        #expect(judge(.started, [.started, .paused]) == .open)
        #expect(judge(.started, [.started, .died(code: 0)]) == .open)
        #expect(judge(.started, [.started, .died(code: 3)]) == .open)
    }

    @Test func `healthy is what the probe says`() {
        #expect(judge(.healthy, [.started], hasHealthcheck: true) == .closed)
        #expect(judge(.healthy, [.started, .health(.starting)], hasHealthcheck: true) == .closed)
        #expect(judge(.healthy, [.started, .health(.healthy)], hasHealthcheck: true) == .open)
        #expect(judge(.healthy, [.started, .health(.unhealthy)], hasHealthcheck: true) == failed(.unhealthy))
        #expect(
            judge(.healthy, [.started, .health(.healthy), .paused], hasHealthcheck: true) == .closed,
            "a paused container serves nobody"
        )
    }

    @Test func `a container that ends is never healthy, whatever its code`() {
        #expect(judge(.healthy, [.started, .died(code: 0)], hasHealthcheck: true) == exited(0))
        #expect(judge(.healthy, [.started, .died(code: 137)], hasHealthcheck: true) == exited(137))
    }

    @Test func `a container without a healthcheck can never be healthy`() {
        #expect(judge(.healthy, [.started], hasHealthcheck: false) == failed(.noHealthcheck))
        #expect(judge(.healthy, [.started], hasHealthcheck: nil) == .unknownHealth(ids: ["a1"]))
    }

    @Test func `completed is an end with code zero`() {
        #expect(judge(.completed, [.started]) == .closed)
        #expect(judge(.completed, [.started, .died(code: 0)]) == .open)
        #expect(judge(.completed, [.started, .died(code: 3)]) == exited(3))
        #expect(judge(.completed, [.started, .killedForMemory, .died(code: 137)]) == exited(137, outOfMemory: true))
    }

    @Test func `waiting for what runs asks for health only where there is a probe`() {
        #expect(judge(.runningOrHealthy, [.started], hasHealthcheck: false) == .open)
        #expect(judge(.runningOrHealthy, [.started], hasHealthcheck: true) == .closed)
        #expect(judge(.runningOrHealthy, [.started, .health(.healthy)], hasHealthcheck: true) == .open)
        #expect(judge(.runningOrHealthy, [.started, .health(.unhealthy)], hasHealthcheck: true) == failed(.unhealthy))
        #expect(judge(.runningOrHealthy, [.started], hasHealthcheck: nil) == .unknownHealth(ids: ["a1"]))
        #expect(judge(.runningOrHealthy, [.started, .died(code: 1)]) == exited(1))
    }

    @Test func `a container that the engine restarts is given several chances`() {
        let death = [ContainerChange.Kind.started, .died(code: 1)]
        let limit = RestartRule.deathsOfCrashLoop
        let few = Array(repeating: death, count: limit - 1).flatMap { $0 }
        #expect(judge(.healthy, few, hasHealthcheck: true, restarts: .always) == .closed)
        #expect(judge(.healthy, few, hasHealthcheck: true, restarts: .never) == exited(1, deaths: limit - 1))
        #expect(judge(.healthy, few + death, hasHealthcheck: true, restarts: .always) == exited(1, deaths: limit))
        #expect(
            judge(.healthy, few + [.started, .health(.healthy)], hasHealthcheck: true, restarts: .always) == .open
        )
    }

    @Test func `a limit of the file's own counts instead`() {
        let death = [ContainerChange.Kind.started, .died(code: 1)]
        let six = Array(repeating: death, count: 6).flatMap { $0 }
        #expect(judge(.completed, six, restarts: .onFailure(limit: 6)) == .closed)
        #expect(judge(.completed, six + death, restarts: .onFailure(limit: 6)) == exited(1, deaths: 7))
        #expect(judge(.completed, death, restarts: .onFailure(limit: 1)) == .closed)
        #expect(judge(.completed, death + death, restarts: .onFailure(limit: 1)) == exited(1, deaths: 2))
    }

    @Test func `what a list shows as ended is not started again`() {
        var records = ContainerRecords()
        var container = ObservedContainer(id: "a1", name: Self.name, service: "db", number: 1, state: .exited)
        container.exitCode = 1
        records.enter(container)
        let gate = Gate("db", .healthy, containers: [], restarts: .always)
        let judgement = GateJudgement.of(ResolvedGate(gate, [Self.container], isLimited: false), records)
        #expect(judgement == exited(1, deaths: 0))
    }

    @Test func `a gate that need not open is given up for the same reasons`() {
        var records = ContainerRecords()
        records.enterNew(id: "a1", hasHealthcheck: true)
        for kind in [ContainerChange.Kind.started, .health(.unhealthy)] {
            _ = records.apply(ContainerChange(id: "a1", kind: kind))
        }
        let gate = Gate("db", .healthy, isRequired: false, containers: [])
        let judgement = GateJudgement.of(ResolvedGate(gate, [Self.container], isLimited: false), records)
        #expect(judgement == .forgiven(GateFailure(Self.container, .unhealthy)))
    }

    @Test func `a timeout of its own lets an unhealthy container recover under a restart policy`() {
        var records = ContainerRecords()
        records.enterNew(id: "a1", hasHealthcheck: true)
        for kind in [ContainerChange.Kind.started, .health(.unhealthy)] {
            _ = records.apply(ContainerChange(id: "a1", kind: kind))
        }
        func judgement(_ restarts: RestartRule, timeout: Duration?) -> GateJudgement {
            let gate = Gate("db", .healthy, containers: [], timeout: timeout, restarts: restarts)
            return GateJudgement.of(ResolvedGate(gate, [Self.container], isLimited: false), records)
        }
        #expect(judgement(.always, timeout: .seconds(30)) == .closed)
        #expect(judgement(.always, timeout: nil) == failed(.unhealthy))
        #expect(
            judgement(.never, timeout: .seconds(30))
                == .failed(GateFailure(Self.container, .unhealthy, hadDeadline: true))
        )
    }

    @Test func `every container must pass, and the first failure is the answer`() {
        var records = ContainerRecords()
        for id in ["a1", "a2"] {
            records.enterNew(id: id, hasHealthcheck: true)
            _ = records.apply(ContainerChange(id: id, kind: .started))
        }
        let both = [Self.container, ResolvedGate.Container(id: "a2", name: "shop-db-2")]
        let gate = ResolvedGate(Gate("db", .healthy, containers: []), both, isLimited: false)
        _ = records.apply(ContainerChange(id: "a1", kind: .health(.healthy)))
        #expect(GateJudgement.of(gate, records) == .closed)
        #expect(GateJudgement.laggard(of: gate, records)?.name == "shop-db-2")
        _ = records.apply(ContainerChange(id: "a2", kind: .health(.healthy)))
        #expect(GateJudgement.of(gate, records) == .open)
        _ = records.apply(ContainerChange(id: "a2", kind: .health(.unhealthy)))
        guard case .failed(let failure) = GateJudgement.of(gate, records) else {
            Issue.record("the gate has not failed")
            return
        }
        #expect(failure.container == "shop-db-2")
    }

    @Test func `a failure reads as what happened`() {
        #expect(GateFailure(Self.container, .unhealthy).description == "container shop-db-1 is unhealthy")
        let ended = GateFailure(Self.container, .exited(code: 3, deaths: 1, outOfMemory: false))
        #expect(ended.description == "container shop-db-1 exited (3)")
        #expect(ended.exitCode == 3)
        #expect(ended.signal == nil)
        let loop = GateFailure(Self.container, .exited(code: 137, deaths: 5, outOfMemory: true))
        #expect(loop.description == "container shop-db-1 exited (137) 5 times, killed for want of memory")
        #expect(loop.signal == 9)
        #expect(!loop.isTimeout)
    }

    @Test func `a wait that took too long names its edge and the last probe`() {
        let gate = Gate("db", .healthy, containers: [], dependents: ["app"], timeoutKey: "x-timeout")
        var failure = GateFailure(Self.container, .timedOut(after: .seconds(30)), hadDeadline: true)
        #expect(failure.isTimeout)
        #expect(failure.sentence(gate) == "app waited 30s for db to be healthy (x-timeout)")
        failure.lastProbe = LastProbe(failingStreak: 3, retries: 10, exitCode: 1, output: "connection refused")
        #expect(
            failure.sentence(gate)
                == "app waited 30s for db to be healthy (x-timeout); last probe: probe 3/10 · \"connection refused\""
        )
        #expect(failure.failingStreak == 3)
    }

    @Test func `a sentence says what did not happen`() {
        let job = Gate("job", .completed, containers: [], dependents: ["app"])
        let ended = GateFailure(Self.container, .exited(code: 3, deaths: 1, outOfMemory: false))
        #expect(ended.sentence(job) == "service \"job\" didn't complete successfully: exit 3")
        let waiting = Gate("db", .runningOrHealthy, containers: [])
        #expect(ended.sentence(waiting) == "container shop-db-1 exited (3)")
        let edge = Gate("db", .healthy, containers: [], dependents: ["app"])
        #expect(ended.sentence(edge) == "dependency failed to start: container shop-db-1 exited (3)")
    }
}
