import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Services that programs beside the engine provide.
@Suite struct ProviderPlanTests {
    private func shop() -> Project {
        let db = Shop.service("db", image: nil) { service in
            service.provider = ServiceProvider(type: "cloud")
            service.networks = [:]
        }
        return Shop.project(db, Shop.service("web") { $0.dependencies["db"] = Dependency() })
    }

    @Test func `what depends on it is made once it is there, since it has to be told how to reach it`() {
        #expect(
            World(shop()).planUp().description == """
                #1 create network shop_default (not found)
                #2 have db provided: up (with every up)
                #3 create container shop-web-1 (no container yet) after #1, #2
                #4 start container shop-web-1 (new) after #3, #2
                """
        )
    }

    @Test func `it is asked for with every up, and nothing else is done for it`() {
        let world = World.running(shop())
        #expect(world.planUp().description == "#1 have db provided: up (with every up)")
        #expect(world.planUp().warnings == [])
    }

    @Test func `it comes up after what it depends on itself`() {
        var project = shop()
        project.services["network"] = Shop.service("network")
        project.services["db"]?.dependencies["network"] = Dependency()
        let steps = World(project).planUp().steps.map(\.description)
        #expect(steps.contains("#4 have db provided: up (with every up) after #3"))
    }

    @Test func `it stops and goes after what depends on it`() {
        let world = World.running(shop())
        #expect(
            world.plan(.stop(StopRequest())).description == """
                #1 stop container shop-web-1 (requested)
                #2 have db provided: stop (requested) after #1
                """
        )
        #expect(
            world.plan(.down(DownRequest())).description == """
                #1 stop container shop-web-1 (requested)
                #2 remove container shop-web-1 (requested) after #1
                #3 have db provided: down (requested) after #1
                #4 remove network shop_default (requested) after #2, #3
                """
        )
    }

    @Test func `starting does not ask for it, and does not miss its containers`() {
        var world = World.running(shop())
        world.change("shop-web-1") { $0.state = .exited }
        #expect(world.plan(.start(StartRequest())).description == "#1 start container shop-web-1 (exited)")
    }

    @Test func `the program itself provides nothing`() {
        var project = shop()
        project.services["db"]?.provider = ServiceProvider(type: "compose")
        #expect(World(project).planUp().problems.map(\.path) == ["services.db.provider.type"])
    }
}
