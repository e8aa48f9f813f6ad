import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Replacement with a way back.
@Suite struct RollbackPlanTests {
    private func plan(_ services: Service..., changing name: String) -> Plan {
        var world = World.running(Shop.project(services))
        world.project.services[name]?.environment["EDITION"] = "2"
        return world.planUp { $0.rollsBack = true }
    }

    @Test func `the old container stays until its successor is ready, and comes back when that fails`() {
        #expect(
            plan(Shop.service("web"), changing: "web").description == """
                #1 create container c00000000001_shop-web-1 (configuration changed)
                #2 stop container shop-web-1 (replaced) after #1
                #3 start container shop-web-1 (configuration changed) after #1, #2
                #4 await web runningOrHealthy (its predecessor waits) after #3
                #5 remove container shop-web-1 (replaced) after #4
                #6 rename container shop-web-1 to shop-web-1 (replaced) after #5
                #7 remove container shop-web-1 (its successor did not become ready) after #3, #4 if #3, #4 fails
                #8 start container shop-web-1 (its successor did not become ready) after #7, #3, #4 if #3, #4 fails
                """
        )
    }

    @Test func `what depends on it waits until it is ready`() throws {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .started) }
        var world = World.running(Shop.project(Shop.service("db"), web))
        world.project.services["db"]?.environment["EDITION"] = "2"
        world.project.services["web"]?.environment["EDITION"] = "2"
        let plan = world.planUp { $0.rollsBack = true }
        let ready = try #require(
            plan.steps.first { step in
                if case .awaitCondition(let gate) = step.operation { gate.service == "db" } else { false }
            }
        )
        let stop = try #require(
            plan.steps.first { step in
                if case .stopContainer(let container, _) = step.operation {
                    container.name == "shop-web-1"
                } else {
                    false
                }
            }
        )
        #expect(stop.dependencies.contains(ready.id))
    }

    @Test func `a container that does not serve needs no way back`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.change("shop-web-1") { $0.state = .exited }
        world.project.services["web"]?.environment["EDITION"] = "2"
        #expect(world.planUp { $0.rollsBack = true }.steps.allSatisfy { $0.rescues.isEmpty })
    }
}
