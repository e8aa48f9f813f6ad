import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Plans of `kill`, `rm`, `pause` and `unpause`.
@Suite struct SmallVerbPlanTests {
    private func chain() -> World {
        World.running(Shop.project(Shop.service("db"), Shop.service("web") { $0.dependencies["db"] = Dependency() }))
    }

    @Test func `a signal reaches all that runs, at once`() {
        var world = chain()
        var oneOff = ObservedContainer(id: "e1", name: "shop-web-run-1", service: "web", number: 0, state: .running)
        oneOff.isOneOff = true
        world.add(oneOff)
        world.add(ObservedContainer(id: "e2", name: "shop-old-1", service: "old", number: 1, state: .running))
        #expect(
            world.plan(.kill(KillRequest())).description == """
                #1 send SIGKILL to container shop-db-1 (requested)
                #2 send SIGKILL to container shop-web-1 (requested)
                #3 send SIGKILL to container shop-web-run-1 (requested)
                """
        )
        world.change("shop-db-1") { $0.state = .paused }
        world.change("shop-web-1") { $0.state = .exited }
        var request = KillRequest()
        request.targets = ["db"]
        request.signal = "SIGHUP"
        request.includesOrphans = true
        #expect(
            world.plan(.kill(request)).description == """
                #1 send SIGHUP to container shop-db-1 (requested)
                #2 send SIGHUP to container shop-old-1 (requested)
                """
        )
    }

    @Test func `only what has ended is removed`() {
        var world = chain()
        #expect(world.plan(.remove(RemoveRequest())).isEmpty)
        world.change("shop-web-1") { $0.state = .exited }
        #expect(world.plan(.remove(RemoveRequest())).description == "#1 remove container shop-web-1 (requested)")
        var request = RemoveRequest()
        request.targets = ["db"]
        #expect(world.plan(.remove(request)).isEmpty)
    }

    @Test func `what runs is stopped first, where that is asked for`() {
        var request = RemoveRequest()
        request.stops = true
        #expect(
            chain().plan(.remove(request)).description == """
                #1 stop container shop-web-1 (requested)
                #2 remove container shop-web-1 (requested) after #1
                #3 stop container shop-db-1 (requested) after #1
                #4 remove container shop-db-1 (requested) after #3
                """
        )
    }

    @Test func `what nobody agreed to lose stays`() {
        var world = chain()
        world.change("shop-db-1") { $0.state = .exited }
        world.change("shop-web-1") { $0.state = .exited }
        var request = RemoveRequest()
        request.agreed = ["c00000000001"]
        #expect(world.plan(.remove(request)).description == "#1 remove container shop-db-1 (requested)")
    }

    @Test func `what runs is frozen, and what is frozen goes on`() {
        var world = chain()
        world.change("shop-db-1") { $0.state = .paused }
        #expect(world.plan(.pause(PauseRequest())).description == "#1 pause container shop-web-1 (requested)")
        #expect(world.plan(.unpause(PauseRequest())).description == "#1 unpause container shop-db-1 (requested)")
        var request = PauseRequest()
        request.targets = ["db"]
        #expect(world.plan(.pause(request)).isEmpty)
    }
}
