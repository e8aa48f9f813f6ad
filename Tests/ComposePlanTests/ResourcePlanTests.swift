import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Networks and volumes in the plan of `up`.
@Suite struct ResourcePlanTests {
    @Test func `a network that changed is replaced between its containers' stop and their new start`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.networks["default"]?.isInternal = true
        #expect(
            world.planUp().description == """
                #1 stop container shop-web-1 (network default changed)
                #2 disconnect shop-web-1 from network shop_default (network default changed) after #1
                #3 remove network shop_default (network default changed) after #2
                #4 create network shop_default (network default changed) after #3
                #5 create container c00000000001_shop-web-1 (network default changed) after #4
                #6 remove container shop-web-1 (replaced) after #5, #1
                #7 rename container shop-web-1 to shop-web-1 (replaced) after #6
                #8 start container shop-web-1 (network default changed) after #7
                """
        )
    }

    @Test func `a network that changed is kept where its containers may not be replaced`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.networks["default"]?.isInternal = true
        let plan = world.planUp { $0.recreate = .never }
        #expect(plan.isEmpty)
        #expect(plan.warnings.count == 1)
        #expect(plan.warnings.first?.message.contains("shop_default") == true)
    }

    @Test func `a network that changed is kept while something runs on it that would not come back`() {
        var world = World.running(Shop.project(Shop.service("web"), Shop.service("debug")))
        world.project.disabledServices["debug"] = world.project.services["debug"]
        world.project.services["debug"] = nil
        world.project.networks["default"]?.isInternal = true
        let plan = world.planUp()
        #expect(plan.isEmpty)
        #expect(plan.warnings.first?.message.hasSuffix("use it: shop-debug-1") == true)

        world.change("shop-debug-1") { $0.state = .exited }
        #expect(world.planUp().description.contains("create network shop_default"))

        world.change("shop-debug-1") { $0.state = .running }
        world.project.disabledServices["debug"] = nil
        #expect(world.planUp().isEmpty)
        #expect(world.planUp { $0.removesOrphans = true }.description.contains("create network shop_default"))
    }

    @Test func `an orphan is removed once it is cut off from a network that changed`() {
        var world = World.running(Shop.project(Shop.service("web"), Shop.service("old")))
        world.project.services["old"] = nil
        world.project.networks["default"]?.isInternal = true
        let plan = world.planUp { $0.removesOrphans = true }
        #expect(
            plan.steps.first?.description == "#1 stop container shop-old-1 (network default changed)"
        )
        #expect(plan.steps.last?.description == "#11 remove container shop-old-1 (orphan) after #1, #2")
        world.apply(plan)
        #expect(world.refusals == [])
    }

    @Test func `a one-off takes no network from the containers of its service`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.networks["default"]?.isInternal = true
        let plan = world.planUp { $0.oneOff = "web" }
        #expect(plan.isEmpty)
        #expect(plan.warnings.count == 1)
    }

    @Test func `a network of somebody else's making is used as it is, with a word`() {
        var world = World(Shop.project(Shop.service("web")))
        world.add(ObservedNetwork(id: "b99999999999", name: "shop_default"))
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 create container shop-web-1 (no container yet)
                #2 start container shop-web-1 (new) after #1
                """
        )
        #expect(plan.warnings.first?.message.contains("shop_default") == true)
    }

    @Test func `a container that lost its network is replaced`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.change("shop-web-1") { $0.networks = [:] }
        #expect(world.planUp().steps.first?.cause == .networkDetached("shop_default"))
    }

    @Test func `a service that joins another network is replaced once it is there`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.networks["back"] = Network(name: "shop_back")
        world.project.services["web"]?.networks["back"] = .some(nil)
        #expect(
            world.planUp().steps.prefix(2).map(\.description) == [
                "#1 create network shop_back (not found)",
                "#2 create container c00000000001_shop-web-1 (configuration changed) after #1",
            ]
        )
    }

    @Test func `a container without its volume is replaced`() {
        let web = Shop.service("web") { $0.mounts = [Shop.volume("data", at: "/data")] }
        var world = World.running(Shop.project(web) { $0.volumes["data"] = Volume(name: "shop_data") })
        #expect(world.planUp().isEmpty)
        world.change("shop-web-1") { $0.mounts = [] }
        #expect(world.planUp().steps.first?.cause == .volumeNotMounted("shop_data"))
    }

    @Test func `a volume that changed is kept, with a word`() {
        let web = Shop.service("web") { $0.mounts = [Shop.volume("data", at: "/data")] }
        var world = World.running(Shop.project(web) { $0.volumes["data"] = Volume(name: "shop_data") })
        world.project.volumes["data"]?.driverOptions = ["type": "tmpfs"]
        let plan = world.planUp()
        #expect(plan.isEmpty)
        #expect(plan.warnings.first?.message.contains("shop_data") == true)
    }

    @Test func `external resources that are missing are problems, all of them at once`() {
        let web = Shop.service("web") { $0.networks = ["lan": nil] }
        let project = Shop.project(web) { project in
            project.networks = [:]
            project.networks["lan"] = Network(name: "office")
            project.networks["lan"]?.isExternal = true
            project.volumes["archive"] = Volume(name: "archive")
            project.volumes["archive"]?.isExternal = true
        }
        var world = World(project)
        let problems = world.planUp().problems
        #expect(problems.map(\.path) == ["networks.lan", "volumes.archive"])
        #expect(problems.first?.message.contains("'office'") == true)
        #expect(problems.last?.message.contains("'archive'") == true)

        world.add(ObservedNetwork(id: "b99999999999", name: "office"))
        world.add(ObservedVolume(name: "archive"))
        let plan = world.planUp()
        #expect(plan.problems.isEmpty)
        #expect(plan.warnings == [])
        #expect(plan.steps.first?.description == "#1 create container shop-web-1 (no container yet)")
    }
}
