import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Plans of `up` for services that have no containers, or whose containers stay.
@Suite struct ConvergenceTests {
    @Test func `a fresh project is made from the bottom up, and only starting waits`() {
        let web = Shop.service("web", image: "nginx") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        let db = Shop.probed("db") { service in
            service.image = "postgres"
            service.mounts = [Shop.volume("data", at: "/data")]
        }
        let project = Shop.project(web, db) { $0.volumes["data"] = Volume(name: "shop_data") }
        #expect(
            World(project, images: []).planUp().description == """
                #1 pull image postgres (not found)
                #2 pull image nginx (not found)
                #3 create network shop_default (not found)
                #4 create volume shop_data (not found)
                #5 create container shop-db-1 (no container yet) after #1, #3, #4
                #6 start container shop-db-1 (new) after #5
                #7 await db healthy (needed by web) after #6
                #8 create container shop-web-1 (no container yet) after #2, #3
                #9 start container shop-web-1 (new) after #8, #7
                """
        )
    }

    @Test func `a project that is as declared needs nothing`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        let world = World.running(Shop.project(web, Shop.probed("db")))
        #expect(world.refusals == [])
        #expect(world.state.containers.map(\.name) == ["shop-db-1", "shop-web-1"])
        let plan = world.planUp()
        #expect(plan.description == "")
        #expect(plan.isEmpty)
        #expect(plan.warnings == [])
        #expect(plan.problems.isEmpty)
    }

    @Test func `services that wait for the same share one gate`() {
        let api = Shop.service("api") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        let worker = Shop.service("worker") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        #expect(
            World(Shop.project(Shop.probed("db"), api, worker)).planUp().description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 start container shop-db-1 (new) after #2
                #4 await db healthy (needed by api, worker) after #3
                #5 create container shop-api-1 (no container yet) after #1
                #6 start container shop-api-1 (new) after #5, #4
                #7 create container shop-worker-1 (no container yet) after #1
                #8 start container shop-worker-1 (new) after #7, #4
                """
        )
    }

    @Test func `each level of a chain waits for the one below it only`() {
        let middle = Shop.probed("middle") { $0.dependencies["bottom"] = Dependency(condition: .healthy) }
        let top = Shop.service("top") { $0.dependencies["middle"] = Dependency(condition: .healthy) }
        #expect(
            World(Shop.project(top, middle, Shop.probed("bottom"))).planUp().description == """
                #1 create network shop_default (not found)
                #2 create container shop-bottom-1 (no container yet) after #1
                #3 start container shop-bottom-1 (new) after #2
                #4 await bottom healthy (needed by middle) after #3
                #5 create container shop-middle-1 (no container yet) after #1
                #6 start container shop-middle-1 (new) after #5, #4
                #7 await middle healthy (needed by top) after #6
                #8 create container shop-top-1 (no container yet) after #1
                #9 start container shop-top-1 (new) after #8, #7
                """
        )
    }

    @Test func `a plain dependency orders the starts without a gate`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency() }
        #expect(
            World(Shop.project(web, Shop.service("db"))).planUp().description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 start container shop-db-1 (new) after #2
                #4 create container shop-web-1 (no container yet) after #1
                #5 start container shop-web-1 (new) after #4, #3
                """
        )
    }

    @Test func `an optional dependency is awaited by a gate that forgives`() throws {
        let web = Shop.service("web") { $0.dependencies["cache"] = Dependency(required: false) }
        let plan = World(Shop.project(web, Shop.service("cache"))).planUp()
        #expect(
            plan.description == """
                #1 create network shop_default (not found)
                #2 create container shop-cache-1 (no container yet) after #1
                #3 start container shop-cache-1 (new) after #2
                #4 await cache started (needed by web) after #3
                #5 create container shop-web-1 (no container yet) after #1
                #6 start container shop-web-1 (new) after #5, #4
                """
        )
        let gate = try #require(plan.gates.first)
        #expect(!gate.isRequired)
        #expect(gate.containers.map(\.name) == ["shop-cache-1"])
    }

    @Test func `a job is awaited to its end, by those that need it to have one`() throws {
        let app = Shop.service("app") { $0.dependencies["migrate"] = Dependency(condition: .completedSuccessfully) }
        let plan = World(Shop.project(app, Shop.service("migrate"))).planUp()
        #expect(
            plan.description == """
                #1 create network shop_default (not found)
                #2 create container shop-migrate-1 (no container yet) after #1
                #3 start container shop-migrate-1 (new) after #2
                #4 await migrate completed (needed by app) after #3
                #5 create container shop-app-1 (no container yet) after #1
                #6 start container shop-app-1 (new) after #5, #4
                """
        )
        #expect(try #require(plan.gates.first).isRequired)
    }

    @Test func `a dependency that runs but is not healthy yet is awaited`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        var world = World.running(Shop.project(Shop.probed("db"), web))
        world.change("shop-db-1") { $0.health = .starting }
        world.change("shop-web-1") { $0.state = .exited }
        #expect(
            world.planUp().description == """
                #1 await db healthy (needed by web)
                #2 start container shop-web-1 (exited) after #1
                """
        )
        world.change("shop-db-1") { $0.health = .healthy }
        #expect(world.planUp().description == "#1 start container shop-web-1 (exited)")
    }

    @Test func `a job that has ended runs again`() {
        let app = Shop.service("app") { $0.dependencies["migrate"] = Dependency(condition: .completedSuccessfully) }
        var world = World.running(Shop.project(Shop.service("migrate"), app))
        world.change("shop-migrate-1") { container in
            container.state = .exited
            container.exitCode = 0
        }
        #expect(
            world.planUp().description == """
                #1 start container shop-migrate-1 (exited)
                #2 await migrate completed (needed by app) after #1
                """
        )
    }

    @Test func `a paused container goes on`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.change("shop-web-1") { $0.state = .paused }
        #expect(world.planUp().description == "#1 unpause container shop-web-1 (paused)")
    }

    @Test func `files that the host does not have go in before the start, and do not wait for gates`() {
        let web = Shop.service("web") { service in
            service.secrets = [FileReference(source: "token")]
            service.dependencies["db"] = Dependency()
            var hook = Hook()
            hook.command = ["true"]
            service.postStart = [hook]
        }
        let project = Shop.project(Shop.service("db"), web) { project in
            var token = FileObject(name: "shop_token")
            token.environment = "TOKEN"
            token.content = "s3cret"
            project.secrets["token"] = token
        }
        let plan = World(project).planUp()
        #expect(
            plan.description == """
                #1 create network shop_default (not found)
                #2 create container shop-db-1 (no container yet) after #1
                #3 start container shop-db-1 (new) after #2
                #4 create container shop-web-1 (no container yet) after #1
                #5 inject files into shop-web-1 (new) after #4
                #6 start container shop-web-1 (new) after #4, #3, #5
                #7 run post_start hooks of shop-web-1 (new) after #6
                """
        )
        #expect(!plan.description.contains("s3cret"))
    }

    @Test func `five hundred services in a row take three steps each`() {
        let services = (0..<500).map { index in
            Shop.probed("s\(index)") { service in
                if index > 0 { service.dependencies["s\(index - 1)"] = Dependency(condition: .healthy) }
            }
        }
        let plan = World(Shop.project(services)).planUp()
        // A network, two steps a service, and a gate for every one but the last.
        #expect(plan.steps.count == 1 + 2 * 500 + 499)
        #expect(plan.steps.allSatisfy { $0.dependencies.count <= 2 })
        #expect(World.running(Shop.project(services)).planUp().isEmpty)
    }
}

extension Plan {
    var gates: [Gate] {
        steps.compactMap { (step: Step) -> Gate? in
            if case .awaitCondition(let gate) = step.operation { gate } else { nil }
        }
    }

    var creations: [ContainerCreationPlan] { steps.compactMap(\.creation) }
}

extension Step {
    /// What the step creates; nil when it creates no container.
    var creation: ContainerCreationPlan? {
        if case .createContainer(let creation) = operation { creation } else { nil }
    }
}
