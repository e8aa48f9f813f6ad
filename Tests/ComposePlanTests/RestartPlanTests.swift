import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// `restart` waits for the same as `up`.
@Suite struct RestartPlanTests {
    private func makeWorld(_ condition: DependencyCondition = .healthy, required: Bool = true) -> World {
        let web = Shop.service("web") {
            $0.dependencies["db"] = Dependency(condition: condition, required: required)
        }
        return World.running(Shop.project(Shop.probed("db"), web))
    }

    private func restart(_ world: World, noDeps: Bool = false, _ targets: String...) -> Plan {
        var request = RestartRequest()
        request.targets = Set(targets)
        request.ignoresDependents = noDeps
        return world.plan(.restart(request))
    }

    @Test func `a service waits for a dependency that stays as it is`() {
        var world = makeWorld()
        world.change("shop-db-1") { $0.health = .starting }
        #expect(
            restart(world, "web").description == """
                #1 await db healthy (needed by web)
                #2 restart container shop-web-1 (requested) after #1
                """
        )
        #expect(restart(world, noDeps: true, "web").description == "#1 restart container shop-web-1 (requested)")
    }

    @Test func `what holds already is not waited for`() {
        #expect(restart(makeWorld(), "web").description == "#1 restart container shop-web-1 (requested)")
    }

    @Test func `a service that restarts with the others waits for the new run of its dependency`() {
        #expect(
            restart(makeWorld()).description == """
                #1 restart container shop-db-1 (requested)
                #2 await db healthy (needed by web) after #1
                #3 restart container shop-web-1 (requested) after #2
                """
        )
    }

    @Test func `a job runs again and is waited for to its end`() {
        var world = makeWorld(.completedSuccessfully)
        world.change("shop-db-1") { container in
            container.state = .exited
            container.exitCode = 0
        }
        #expect(restart(world, "web").description == "#1 restart container shop-web-1 (requested)")
        #expect(
            restart(world).description == """
                #1 restart container shop-db-1 (requested)
                #2 await db completed (needed by web) after #1
                #3 restart container shop-web-1 (requested) after #2
                """
        )
    }

    @Test func `a dependency that nobody starts is not waited for in vain`() throws {
        var world = makeWorld()
        world.change("shop-db-1") { container in
            container.state = .exited
            container.exitCode = 1
            container.health = .none
        }
        let problem = try #require(restart(world, "web").problems.first)
        #expect(
            problem.message
                == "service 'web' waits for 'db' to be healthy, but its container shop-db-1 ended with 1"
        )
        #expect(
            problem.hint == "bring it up first with 'start db', or restart without waiting by --no-deps"
        )
        #expect(restart(world, noDeps: true, "web").problems.isEmpty)
    }

    @Test func `an optional dependency that nobody starts is a warning`() {
        var world = makeWorld(required: false)
        world.change("shop-db-1") { $0.state = .paused }
        let plan = restart(world, "web")
        #expect(
            plan.warnings.map(\.message) == [
                "service 'web' waits for 'db' to be healthy, but its container shop-db-1 is paused"
            ]
        )
        #expect(plan.description == "#1 restart container shop-web-1 (requested)")
    }

    @Test func `a dependency without containers is nothing to wait for`() {
        var world = makeWorld()
        world.lose("shop-db-1")
        #expect(restart(world, "web").description == "#1 restart container shop-web-1 (requested)")
    }

    @Test func `a plain dependency orders the restarts, and holds up nobody when it stays`() {
        let world = makeWorld(.started)
        #expect(restart(world, "web").description == "#1 restart container shop-web-1 (requested)")
        #expect(
            restart(world).description == """
                #1 restart container shop-db-1 (requested)
                #2 restart container shop-web-1 (requested) after #1
                """
        )
    }

    @Test func `services that wait for the same share a gate`() {
        let services = ["web", "api"].map { name in
            Shop.service(name) { $0.dependencies["db"] = Dependency(condition: .healthy) }
        }
        let world = World.running(Shop.project([Shop.probed("db")] + services))
        #expect(
            restart(world).description == """
                #1 restart container shop-db-1 (requested)
                #2 await db healthy (needed by web, api) after #1
                #3 restart container shop-web-1 (requested) after #2
                #4 restart container shop-api-1 (requested) after #2
                """
        )
    }
}
