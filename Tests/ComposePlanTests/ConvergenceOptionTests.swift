import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// What the flags of `up` make of its plan.
@Suite struct ConvergenceOptionTests {
    private func chain() -> Project {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        return Shop.project(Shop.probed("db"), web)
    }

    @Test func `without dependencies nothing waits`() {
        #expect(
            World(chain()).planUp { $0.ignoresDependencies = true }.description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 start container shop-db-1 (new) after #2
                #4 create container shop-web-1 (no container yet) after #1
                #5 start container shop-web-1 (new) after #4
                """
        )
    }

    @Test func `without dependencies a namespace is still joined once it is there`() {
        let web = Shop.service("web") { service in
            service.networks = [:]
            service.networkMode = "service:db"
            service.dependencies["db"] = Dependency(condition: .healthy)
        }
        #expect(
            World(Shop.project(Shop.probed("db"), web)).planUp { $0.ignoresDependencies = true }.description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 start container shop-db-1 (new) after #2
                #4 create container shop-web-1 (no container yet) after #2
                #5 start container shop-web-1 (new) after #4, #3
                """
        )
    }

    @Test func `without starts containers are only created`() {
        var world = World(chain())
        let plan = world.planUp { $0.starts = false }
        #expect(
            plan.description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 create container shop-web-1 (no container yet) after #1
                """
        )
        world.apply(plan)
        #expect(world.planUp { $0.starts = false }.isEmpty)
        #expect(
            world.planUp().description == """
                #1 start container shop-db-1 (not started)
                #2 await db healthy (needed by web) after #1
                #3 start container shop-web-1 (not started) after #2
                """
        )
    }

    @Test func `waiting ends with a gate on every service`() {
        let app = Shop.service("app") { $0.dependencies["job"] = Dependency(condition: .completedSuccessfully) }
        #expect(
            World(Shop.project(Shop.service("job"), app)).planUp { $0.waits = true }.description == """
                #1 create network shop_default (not found)
                #2 create container shop-job-1 (no container yet) after #1
                #3 start container shop-job-1 (new) after #2
                #4 await job completed (needed by app) after #3
                #5 create container shop-app-1 (no container yet) after #1
                #6 start container shop-app-1 (new) after #5, #4
                #7 await job completed (--wait) after #3
                #8 await app runningOrHealthy (--wait) after #6
                """
        )
    }

    @Test func `waiting for what runs and is healthy is over at once`() {
        #expect(World.running(chain()).planUp { $0.waits = true }.isEmpty)
        var world = World.running(Shop.project(Shop.probed("db")))
        world.change("shop-db-1") { $0.health = .starting }
        #expect(world.planUp { $0.waits = true }.description == "#1 await db runningOrHealthy (--wait)")
    }

    @Test func `scaling up takes the numbers after the last`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.services["web"]?.scale = 3
        #expect(
            world.planUp().description == """
                #1 create container shop-web-2 (no container yet)
                #2 start container shop-web-2 (new) after #1
                #3 create container shop-web-3 (no container yet)
                #4 start container shop-web-3 (new) after #3
                """
        )
        world.up()
        world.lose("shop-web-2")
        #expect(world.planUp().creations.map(\.name) == ["shop-web-4"])
    }

    @Test func `scaling down takes the highest numbers`() {
        var world = World.running(Shop.project(Shop.service("web") { $0.scale = 3 }))
        world.project.services["web"]?.scale = 1
        #expect(
            world.planUp().description == """
                #1 stop container shop-web-2 (scaled down to 1)
                #2 remove container shop-web-2 (scaled down to 1) after #1
                #3 stop container shop-web-3 (scaled down to 1)
                #4 remove container shop-web-3 (scaled down to 1) after #3
                """
        )
    }

    @Test func `scaling down takes what is out of date first`() {
        var world = World.running(Shop.project(Shop.service("web") { $0.scale = 3 }))
        world.change("shop-web-1") { $0.labels[ComposeLabel.configHash] = "an older one" }
        world.project.services["web"]?.scale = 1
        #expect(
            world.planUp().description == """
                #1 stop container shop-web-3 (scaled down to 1)
                #2 remove container shop-web-3 (scaled down to 1) after #1
                #3 stop container shop-web-1 (scaled down to 1)
                #4 remove container shop-web-1 (scaled down to 1) after #3
                """
        )
    }

    @Test func `orphans are named, and removed on demand`() {
        var world = World.running(Shop.project(Shop.service("web"), Shop.service("old")))
        world.project.services["old"] = nil
        let plan = world.planUp()
        #expect(plan.isEmpty)
        #expect(plan.warnings.count == 1)
        #expect(plan.warnings.first?.message.contains("orphan containers (shop-old-1)") == true)
        #expect(world.planUp { $0.ignoresOrphans = true }.warnings == [])

        let removal = world.planUp { $0.removesOrphans = true }
        #expect(removal.warnings == [])
        #expect(
            removal.description == """
                #1 stop container shop-old-1 (orphan)
                #2 remove container shop-old-1 (orphan) after #1
                """
        )
    }

    @Test func `a service that its profile switches off is no orphan`() {
        var world = World.running(Shop.project(Shop.service("web"), Shop.service("debug")))
        world.project.disabledServices["debug"] = world.project.services["debug"]
        world.project.services["debug"] = nil
        let plan = world.planUp { $0.removesOrphans = true }
        #expect(plan.isEmpty)
        #expect(plan.warnings == [])
    }

    @Test func `a one-off is an orphan once it has ended`() {
        var world = World.running(Shop.project(Shop.service("web")))
        var oneOff = ObservedContainer(
            id: "d00000000001",
            name: "shop-web-run-1",
            service: "web",
            number: 0,
            state: .running
        )
        oneOff.isOneOff = true
        world.add(oneOff)
        #expect(world.planUp { $0.removesOrphans = true }.isEmpty)
        world.change("shop-web-run-1") { $0.state = .exited }
        #expect(world.planUp().warnings == [])
        #expect(
            world.planUp { $0.removesOrphans = true }.description == "#1 remove container shop-web-run-1 (orphan)"
        )
    }

    @Test func `what a hook left is no replica`() {
        var world = World.running(Shop.project(Shop.service("web")))
        var hook = ObservedContainer(id: "d00000000001", name: "busy_name", service: "web", number: 0, state: .exited)
        hook.labels[ComposeLabel.hook] = "pre_start"
        world.add(hook)
        #expect(world.planUp { $0.removesOrphans = true }.isEmpty)
        var down = DownRequest()
        down.removesOrphans = true
        let removals = world.plan(.down(down)).steps.filter { $0.operation.description == "remove container busy_name" }
        #expect(removals.count == 1)
    }

    @Test func `the dependencies of a one-off are made ready, and it gets no replica`() {
        #expect(
            World(chain()).planUp { $0.oneOff = "web" }.description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 start container shop-db-1 (new) after #2
                #4 await db healthy (needed by web) after #3
                """
        )
    }
}
