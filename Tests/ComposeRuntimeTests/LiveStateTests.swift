import ComposePlan
import DockerEngine
import Testing

@testable import ComposeRuntime

/// How lists and events together keep a project's containers current.
@Suite struct LiveStateTests {
    private static let labels = [
        ComposeLabel.project: "shop", ComposeLabel.service: "db", ComposeLabel.containerNumber: "1",
        ComposeLabel.configHash: "abc", ComposeLabel.oneOff: "False", "com.example.note": "long",
    ]

    private func event(
        _ action: String,
        at time: Int = 10,
        id: String = "a1",
        detail: String? = nil,
        with more: [String: String] = [:]
    ) -> EngineEvent {
        var event = EngineEvent()
        event.type = "container"
        event.action = action
        event.detail = detail
        event.actorID = id
        event.timeNano = time
        event.attributes = Self.labels.merging(["name": "shop-db-1", "image": "postgres:17"]) { $1 }
            .merging(more) { $1 }
        return event
    }

    private func container(
        _ state: ObservedContainer.State,
        _ health: ObservedContainer.Health = .none,
        id: String = "a1"
    ) -> ObservedContainer {
        var container = ObservedContainer(id: id, name: "shop-db-1", service: "db", number: 1, state: state)
        container.health = health
        container.labels = Self.labels
        return container
    }

    private func listed(_ containers: ObservedContainer...) -> LiveState {
        var state = LiveState(project: "shop")
        state.enter(containers, asOf: 0, at: 5)
        return state
    }

    @Test func `events alone tell of a container that no list has shown`() throws {
        var state = LiveState(project: "shop")
        let taken1 = state.apply(event("create"))
        #expect(taken1)
        let made = try #require(state["a1"])
        #expect(made.name == "shop-db-1")
        #expect(made.service == "db")
        #expect(made.number == 1)
        #expect(made.state == .created)
        #expect(made.image == "postgres:17")
        #expect(made.configHash == "abc")
        state.apply(event("start", at: 11))
        #expect(state["a1"]?.state == .running)
    }

    @Test func `labels that no plan reads are not kept`() {
        var state = listed(container(.running))
        state.apply(event("create", id: "b2"))
        #expect(state["a1"]?.labels == [ComposeLabel.configHash: "abc"])
        #expect(state["b2"]?.labels == [ComposeLabel.configHash: "abc"])
    }

    @Test func `a death and a start move the state, and the probes begin anew`() {
        var state = listed(container(.running, .healthy))
        state.apply(event("die", with: ["exitCode": "137"]))
        #expect(state["a1"]?.state == .exited)
        #expect(state["a1"]?.exitCode == 137)
        state.apply(event("start", at: 20))
        #expect(state["a1"]?.state == .running)
        #expect(state["a1"]?.health == .starting)
        #expect(state["a1"]?.exitCode == nil)
        state.apply(event("health_status", at: 30, detail: "healthy"))
        #expect(state["a1"]?.health == .healthy)
    }

    @Test func `a death that comes after the start that followed it changes nothing`() {
        var state = listed(container(.running))
        state.apply(event("start", at: 20))
        let taken2 = state.apply(event("die", at: 15, with: ["exitCode": "1"]))
        #expect(!taken2)
        #expect(state["a1"]?.state == .running)
    }

    @Test func `stop and kill leave the state to the death`() {
        var state = listed(container(.running))
        let taken3 = state.apply(event("kill", with: ["signal": "15"]))
        #expect(taken3)
        let taken4 = state.apply(event("stop"))
        #expect(taken4)
        #expect(state["a1"]?.state == .running)
    }

    @Test func `a verdict on a run that is over is not taken for the present one`() {
        var state = listed(container(.running, .healthy))
        state.apply(event("die", with: ["exitCode": "1"]))
        state.apply(event("health_status", at: 12, detail: "unhealthy"))
        #expect(state["a1"]?.health == ObservedContainer.Health.none)
    }

    @Test func `what is removed stays removed, whatever an older list says`() {
        var state = listed(container(.running))
        let tick = state.clock
        state.apply(event("destroy"))
        state.enter([container(.exited)], asOf: tick, at: 9)
        #expect(state["a1"] == nil)
        state.enter([], asOf: state.clock, at: 10)
        #expect(state.isEmpty)
    }

    @Test func `a list takes away what it does not show, but not what came since it was asked for`() {
        var state = listed(container(.running))
        let tick = state.clock
        state.apply(event("create", id: "b2"))
        state.enter([], asOf: tick, at: 9)
        #expect(state["a1"] == nil)
        #expect(state["b2"] != nil)
    }

    @Test func `an event since a list was asked for is newer than the list`() {
        var state = listed(container(.running))
        let tick = state.clock
        state.apply(event("die", with: ["exitCode": "1"]))
        state.enter([container(.running)], asOf: tick, at: 9)
        #expect(state["a1"]?.state == .exited)
    }

    @Test func `a container that only events have shown is doubtful until a list tells whether it is probed`() {
        var state = LiveState(project: "shop")
        state.apply(event("create"))
        #expect(state.doubtful == [])
        state.apply(event("start", at: 11))
        #expect(state.doubtful == ["a1"])
        #expect(state.isDoubtful("a1"))
        #expect(state.containers.first?.health == .starting)
        #expect(state.listed.first?.health == ObservedContainer.Health.none)
        state.enter(some: [container(.running)], asOf: state.clock)
        #expect(state.doubtful == [])
        #expect(state.containers.first?.health == ObservedContainer.Health.none)
    }

    @Test func `whether there are probes is remembered over an end`() {
        var state = listed(container(.running, .healthy))
        state.apply(event("die", with: ["exitCode": "1"]))
        state.enter([container(.exited)], asOf: state.clock, at: 15)
        state.apply(event("start", at: 2_000_000_020))
        #expect(state.doubtful == [])
        #expect(state["a1"]?.health == .starting)
    }

    @Test func `a start that is told right after a death may be the one before it`() {
        var state = listed(container(.running, .healthy))
        state.apply(event("die", at: 10, with: ["exitCode": "1"]))
        state.apply(event("start", at: 11))
        #expect(state.doubtful == ["a1"])
        state.enter(some: [container(.exited)], asOf: state.clock)
        #expect(state.doubtful == [])
        #expect(state["a1"]?.state == .exited)
    }

    @Test func `containers of others are none of the project's`() {
        var state = LiveState(project: "shop")
        let taken5 = state.apply(event("create", with: [ComposeLabel.project: "other"]))
        #expect(!taken5)
        var stranger = event("create")
        stranger.attributes[ComposeLabel.configHash] = nil
        let taken6 = state.apply(stranger)
        #expect(!taken6)
        #expect(state.isEmpty)
    }

    @Test func `a new name is taken over`() {
        var state = listed(container(.running))
        state.apply(event("rename", with: ["name": "mine", "oldName": "/shop-db-1"]))
        #expect(state["a1"]?.name == "mine")
    }

    @Test func `a snapshot begins where the last event ended`() {
        var state = listed(container(.running))
        state.apply(event("kill", at: 1_500_000_000))
        let snapshot = state.snapshot(at: 3_000_000_000)
        #expect(snapshot.since == "1.500000001")
        #expect(snapshot.state.moment == 3)
        #expect(snapshot.state.replicas(of: "db").map(\.id) == ["a1"])
    }

    @Test func `hooks are planned with and not looked after`() {
        var state = LiveState(project: "shop")
        state.apply(event("create", with: [ComposeLabel.hook: "pre_start"]))
        #expect(state.listed.isEmpty)
        #expect(state.containers.count == 1)
    }

    @Test func `networks come and go for known containers only`() {
        var state = listed(container(.running))
        let taken7 = state.note("a1", on: "shop_back", id: "n1")
        #expect(taken7)
        #expect(state["a1"]?.networks == ["shop_back": "n1"])
        let taken8 = state.note("a1", on: "shop_back", id: nil)
        #expect(taken8)
        #expect(state["a1"]?.networks == [:])
        let taken9 = state.note("zz", on: "shop_back", id: "n1")
        #expect(!taken9)
    }
}
