import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Where hooks stand in the plan of `up`.
@Suite struct HookPlanTests {
    private func hook(image: String? = nil) -> Hook {
        var hook = Hook()
        hook.command = ["true"]
        hook.image = image
        return hook
    }

    private func prepared(_ change: (inout Service) -> Void = { _ in }) -> Project {
        Shop.project(
            Shop.service("web") { service in
                service.preStart = [hook()]
                change(&service)
            }
        )
    }

    // MARK: - Before the start

    @Test func `hooks run between the creation and the start`() {
        #expect(
            World(prepared()).planUp().description == """
                #1 create network shop_default (not found)
                #2 create container shop-web-1 (no container yet) after #1
                #3 run pre_start hooks for shop-web-1 (new) after #2
                #4 start container shop-web-1 (new) after #2, #3
                """
        )
    }

    @Test func `hooks run once for all replicas`() {
        #expect(
            World(prepared { $0.scale = 2 }).planUp().description == """
                #1 create network shop_default (not found)
                #2 create container shop-web-1 (no container yet) after #1
                #3 run pre_start hooks for shop-web-1 (new) after #2
                #4 start container shop-web-1 (new) after #2, #3
                #5 create container shop-web-2 (no container yet) after #1
                #6 start container shop-web-2 (new) after #5, #3
                """
        )
    }

    @Test func `hooks wait for what the service waits for`() {
        let project = Shop.project(
            Shop.probed("db"),
            Shop.service("web") { service in
                service.preStart = [hook()]
                service.dependencies["db"] = Dependency(condition: .healthy)
            }
        )
        #expect(
            World(project).planUp().steps.suffix(3).map(\.description) == [
                "#5 create container shop-web-1 (no container yet) after #1",
                "#6 run pre_start hooks for shop-web-1 (new) after #5, #4",
                "#7 start container shop-web-1 (new) after #5, #4, #6",
            ]
        )
    }

    @Test func `hooks do not run while a replica runs on`() {
        var world = World.running(prepared())
        #expect(world.planUp().isEmpty)
        world.project.services["web"]?.scale = 2
        #expect(
            world.planUp().description == """
                #1 create container shop-web-2 (no container yet)
                #2 start container shop-web-2 (new) after #1
                """
        )
    }

    @Test func `hooks run again for a service that has stopped, and what failed ones left goes`() {
        var world = World.running(prepared())
        world.change("shop-web-1") { $0.state = .exited }
        #expect(
            world.planUp().description == """
                #1 run pre_start hooks for shop-web-1 (new)
                #2 start container shop-web-1 (exited) after #1
                """
        )
        var failed = ObservedContainer(
            id: "h1",
            name: "shop-web-1-pre_start-0",
            service: "web",
            number: 0,
            state: .exited
        )
        failed.labels[ComposeLabel.hook] = "pre_start"
        world.add(failed)
        #expect(
            world.plan(.start(StartRequest())).description == """
                #1 remove container shop-web-1-pre_start-0 (left by an interrupted run)
                #2 run pre_start hooks for shop-web-1 (new) after #1
                #3 start container shop-web-1 (exited) after #2
                """
        )
    }

    @Test func `hooks run once the old container is gone`() {
        var world = World.running(prepared())
        world.project.services["web"]?.environment["EDITION"] = "2"
        #expect(
            world.planUp().steps.suffix(3).map(\.description) == [
                "#4 rename container shop-web-1 to shop-web-1 (replaced) after #3",
                "#5 run pre_start hooks for shop-web-1 (new) after #4",
                "#6 start container shop-web-1 (configuration changed) after #4, #5",
            ]
        )
    }

    @Test func `the image of a hook is fetched for it`() {
        let project = prepared { $0.preStart = [hook(image: "tools")] }
        #expect(
            World(project).planUp().description == """
                #1 pull image tools (not found)
                #2 create network shop_default (not found)
                #3 create container shop-web-1 (no container yet) after #2
                #4 run pre_start hooks for shop-web-1 (new) after #3, #1
                #5 start container shop-web-1 (new) after #3, #4
                """
        )
        #expect(World(project, images: Shop.images + ["tools"]).planUp().steps.first?.cause == .absent)
        let offline = World(project).planUp { $0.pullPolicy = "never" }
        #expect(offline.problems.first?.message.contains("'tools'") == true)
    }

    @Test func `a hook for each replica is refused`() {
        let plan = World(prepared { $0.preStart[0].perReplica = true }).planUp()
        #expect(plan.problems.map(\.path) == ["services.web.pre_start[0].per_replica"])
    }

    // MARK: - Before the stop

    @Test func `hooks run in a container before it makes room`() {
        var world = World.running(Shop.project(Shop.service("web") { $0.preStop = [hook()] }))
        world.project.services["web"]?.environment["EDITION"] = "2"
        #expect(
            world.planUp().description == """
                #1 create container c00000000001_shop-web-1 (configuration changed)
                #2 run pre_stop hooks of shop-web-1 (replaced) after #1
                #3 stop container shop-web-1 (replaced) after #2
                #4 remove container shop-web-1 (replaced) after #1, #3
                #5 rename container shop-web-1 to shop-web-1 (replaced) after #4
                #6 start container shop-web-1 (configuration changed) after #5
                """
        )
    }

    @Test func `hooks run in a container that is scaled away`() {
        var world = World.running(Shop.project(Shop.service("web") { $0.preStop = [hook()] }))
        world.project.services["web"]?.scale = 0
        #expect(
            world.planUp().description == """
                #1 run pre_stop hooks of shop-web-1 (scaled down to 0)
                #2 stop container shop-web-1 (scaled down to 0) after #1
                #3 remove container shop-web-1 (scaled down to 0) after #2
                """
        )
    }
}
