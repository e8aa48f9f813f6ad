import ComposePlan
import Testing

@testable import ComposeRuntime

/// How events move what is known of containers.
@Suite struct ContainerRecordsTests {
    private func observed(_ state: ObservedContainer.State, _ change: (inout ObservedContainer) -> Void = { _ in })
        -> ContainerRecords
    {
        var container = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: state)
        change(&container)
        var records = ContainerRecords()
        records.enter(container)
        return records
    }

    @Test func `a listed container is entered as it is`() throws {
        let running = try #require(observed(.running) { $0.health = .healthy }["a1"])
        #expect(running.state == .running)
        #expect(running.health == .healthy)
        #expect(observed(.exited) { $0.exitCode = 7 }["a1"]?.state == .exited(code: 7))
        #expect(observed(.paused)["a1"]?.state == .paused)
        #expect(observed(.created)["a1"]?.state == .idle)
        #expect(observed(.restarting)["a1"]?.state == .idle)
    }

    @Test func `a start makes the probes begin anew`() {
        var records = observed(.running) { $0.health = .healthy }
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 1)))
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        #expect(records["a1"]?.state == .running)
        #expect(records["a1"]?.health == .starting)
    }

    @Test func `a container without probes stays without`() {
        var records = observed(.running)
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        #expect(records["a1"]?.health == ContainerRecords.Health.none)
    }

    @Test func `an expected start takes back how the container ended before`() {
        var records = observed(.exited) { $0.exitCode = 3 }
        records.expectStart(of: "a1")
        #expect(records["a1"]?.state == .idle)
    }

    @Test func `a list does not tell whether a container that does not run has probes`() {
        var records = observed(.exited)
        #expect(records["a1"]?.health == .unknown)
        records.expectStart(of: "a1")
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        #expect(records["a1"]?.health == .unknown)
    }

    @Test func `the death inside a restart is no end, whenever its event comes`() {
        var records = observed(.running) { $0.health = .healthy }
        records.expectStart(of: "a1")
        #expect(records["a1"]?.state == .idle)
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 137)))
        #expect(records["a1"]?.state == .idle)
        #expect(records["a1"]?.deaths == 0)
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        #expect(records["a1"]?.state == .running)
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 2)))
        #expect(records["a1"]?.state == .exited(code: 2))
    }

    @Test func `a container that did not run before its restart may die at once`() {
        var records = observed(.exited)
        records.expectStart(of: "a1")
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 1)))
        #expect(records["a1"]?.state == .exited(code: 1))
    }

    @Test func `the events of a run that was over before the answer are kept`() {
        var records = ContainerRecords()
        records.enterNew(id: "a1", hasHealthcheck: nil)
        records.expectStart(of: "a1")
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 4)))
        #expect(records["a1"]?.state == .exited(code: 4))
        #expect(records["a1"]?.health == .unknown)
    }

    @Test func `deaths are counted, and a new list does not forget them`() {
        var records = observed(.running)
        for _ in 0..<3 {
            _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 1)))
            _ = records.apply(ContainerChange(id: "a1", kind: .started))
        }
        #expect(records["a1"]?.deaths == 3)
        records.enter(ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running))
        #expect(records["a1"]?.deaths == 3)
    }

    @Test func `health that is told before the start is of the run before`() {
        var records = observed(.running) { $0.health = .healthy }
        records.expectStart(of: "a1")
        let isNews = records.apply(ContainerChange(id: "a1", kind: .health(.healthy)))
        #expect(!isNews)
        #expect(records["a1"]?.health == .starting)
        _ = records.apply(ContainerChange(id: "a1", kind: .started))
        #expect(records["a1"]?.health == .starting)
        _ = records.apply(ContainerChange(id: "a1", kind: .health(.healthy)))
        #expect(records["a1"]?.health == .healthy)
    }

    @Test func `a list that was asked for before an event came does not take it back`() {
        var records = observed(.running) { $0.health = .starting }
        let asked = records.clock
        _ = records.apply(ContainerChange(id: "a1", kind: .health(.healthy)))
        var listed = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running)
        listed.health = .starting
        records.enter(listed, asOf: asked)
        #expect(records["a1"]?.health == .healthy)
        records.enter(listed, asOf: records.clock)
        #expect(records["a1"]?.health == .starting)
    }

    @Test func `a list is believed about a start only once the engine has answered it`() {
        var records = observed(.exited) { $0.exitCode = 3 }
        records.expectStart(of: "a1")
        var listed = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .exited)
        listed.exitCode = 3
        records.enter(listed, asOf: records.clock)
        #expect(records["a1"]?.state == .idle)
        records.enter(listed, asOf: records.clock, isAwaited: true)
        #expect(records["a1"]?.state == .exited(code: 3))
        #expect(records["a1"]?.hasEnded == true)
    }

    @Test func `a container that ran already when it was to be started may be as healthy as it was`() {
        var records = observed(.exited)
        records.expectStart(of: "a1")
        records.enterRunning("a1")
        #expect(records["a1"]?.state == .running)
        #expect(records["a1"]?.health == .unknown)
        var without = observed(.running)
        without.expectStart(of: "a1")
        without.enterRunning("a1")
        #expect(without["a1"]?.health == ContainerRecords.Health.none)
    }

    @Test func `what is gone from the list is removed, unless something was heard of it since`() {
        var records = observed(.running)
        let asked = records.clock
        _ = records.apply(ContainerChange(id: "a1", kind: .paused))
        records.markRemoved("a1", asOf: asked)
        #expect(records["a1"]?.state == .paused)
        records.markRemoved("a1", asOf: records.clock)
        #expect(records["a1"]?.state == .removed)
    }

    @Test func `a start on purpose begins a new count of deaths`() {
        var records = observed(.running)
        _ = records.apply(ContainerChange(id: "a1", kind: .died(code: 1)))
        records.expectStart(of: "a1")
        #expect(records["a1"]?.deaths == 0)
    }

    @Test func `a container that is entered again as new stays as it was`() {
        var records = observed(.running)
        records.enterNew(id: "a1", hasHealthcheck: true)
        #expect(records["a1"]?.state == .running)
    }

    @Test func `events about strangers change nothing`() {
        var records = observed(.running)
        let changes = records.apply(ContainerChange(id: "b2", kind: .died(code: 1)))
        #expect(!changes)
        #expect(records["b2"] == nil)
        let isPaused = records.apply(ContainerChange(id: "a1", kind: .paused))
        #expect(isPaused)
    }

    @Test func `pausing, memory and removal show`() {
        var records = observed(.running)
        _ = records.apply(ContainerChange(id: "a1", kind: .paused))
        #expect(records["a1"]?.state == .paused)
        _ = records.apply(ContainerChange(id: "a1", kind: .unpaused))
        #expect(records["a1"]?.state == .running)
        _ = records.apply(ContainerChange(id: "a1", kind: .killedForMemory))
        #expect(records["a1"]?.wasKilledForMemory == true)
        _ = records.apply(ContainerChange(id: "a1", kind: .removed))
        #expect(records["a1"]?.state == .removed)
    }
}
