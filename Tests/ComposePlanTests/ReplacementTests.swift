import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Plans that put a new container in the place of an old one.
@Suite struct ReplacementTests {
    private func changed(_ world: World, _ service: String) -> World {
        var world = world
        world.project.services[service]?.environment["EDITION"] = "2"
        return world
    }

    @Test func `the new container is made while the old one serves, and takes its name`() {
        let world = changed(World.running(Shop.project(Shop.service("web"))), "web")
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 create container c00000000001_shop-web-1 (configuration changed)
                #2 stop container shop-web-1 (replaced) after #1
                #3 remove container shop-web-1 (replaced) after #1, #2
                #4 rename container shop-web-1 to shop-web-1 (replaced) after #3
                #5 start container shop-web-1 (configuration changed) after #4
                """
        )
        #expect(plan.creations.first?.name == "shop-web-1")
        #expect(plan.creations.first?.inheritsFrom?.id == "c00000000001")
    }

    @Test func `the old container stops only once the gates are open`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        var world = changed(World.running(Shop.project(Shop.probed("db"), web)), "web")
        world.change("shop-db-1") { $0.state = .exited }
        #expect(
            world.planUp().description == """
                #1 start container shop-db-1 (exited)
                #2 await db healthy (needed by web) after #1
                #3 create container c00000000002_shop-web-1 (configuration changed)
                #4 stop container shop-web-1 (replaced) after #3, #2
                #5 remove container shop-web-1 (replaced) after #3, #2, #4
                #6 rename container shop-web-1 to shop-web-1 (replaced) after #5
                #7 start container shop-web-1 (configuration changed) after #6, #2
                """
        )
    }

    @Test func `a container that does not run needs no stop`() {
        var world = changed(World.running(Shop.project(Shop.service("web"))), "web")
        world.change("shop-web-1") { $0.state = .exited }
        #expect(
            world.planUp().description == """
                #1 create container c00000000001_shop-web-1 (configuration changed)
                #2 remove container shop-web-1 (replaced) after #1
                #3 rename container shop-web-1 to shop-web-1 (replaced) after #2
                #4 start container shop-web-1 (configuration changed) after #3
                """
        )
    }

    @Test func `only the services that are asked for are forced`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency() }
        let world = World.running(Shop.project(Shop.service("db"), web))
        let plan = world.planUp { request in
            request.recreate = .always
            request.targets = ["web"]
        }
        #expect(plan.creations.map(\.replica.service) == ["web"])
        #expect(plan.steps.first?.cause == .forced)
        #expect(world.planUp { $0.recreate = .always }.creations.map(\.replica.service) == ["db", "web"])
        let deep = world.planUp { request in
            request.recreateDependencies = .always
            request.targets = ["web"]
        }
        #expect(deep.creations.map(\.replica.service) == ["db"])
    }

    @Test func `a change is passed over where nothing may be replaced`() {
        let world = changed(World.running(Shop.project(Shop.service("web"))), "web")
        #expect(world.planUp { $0.recreate = .never }.isEmpty)
    }

    @Test func `another image behind the reference is told by its digests`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.moveImage("busybox", edition: 2)
        #expect(
            world.planUp().steps.first?.description
                == "#1 create container c00000000001_shop-web-1 (image 100000000000 → 200000000000)"
        )
    }

    @Test func `a service that restarts with its dependency stops before it is replaced and starts after`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(restart: true) }
        let world = changed(World.running(Shop.project(Shop.service("db"), web)), "db")
        #expect(
            world.planUp().description == """
                #1 stop container shop-web-1 (db restarts)
                #2 create container c00000000001_shop-db-1 (configuration changed)
                #3 stop container shop-db-1 (replaced) after #2, #1
                #4 remove container shop-db-1 (replaced) after #2, #3
                #5 rename container shop-db-1 to shop-db-1 (replaced) after #4
                #6 start container shop-db-1 (configuration changed) after #5
                #7 start container shop-web-1 (db restarts) after #6, #1
                """
        )
    }

    @Test func `a service that only depends on the replaced one runs on`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency() }
        let plan = changed(World.running(Shop.project(Shop.service("db"), web)), "db").planUp()
        #expect(!plan.description.contains("shop-web-1"))
        #expect(plan.steps.count == 5)
    }

    @Test func `who shares the namespace of a replaced container is replaced with it`() {
        let web = Shop.service("web") { service in
            service.networks = [:]
            service.networkMode = "service:db"
            service.dependencies["db"] = Dependency(restart: true)
        }
        var world = World.running(Shop.project(Shop.service("db"), web))
        #expect(world.planUp().isEmpty)
        world = changed(world, "db")
        #expect(
            world.planUp().description == """
                #1 stop container shop-web-1 (db restarts)
                #2 create container c00000000001_shop-db-1 (configuration changed)
                #3 stop container shop-db-1 (replaced) after #2, #1
                #4 remove container shop-db-1 (replaced) after #2, #3
                #5 rename container shop-db-1 to shop-db-1 (replaced) after #4
                #6 start container shop-db-1 (configuration changed) after #5
                #7 create container c00000000002_shop-web-1 (db is replaced) after #2
                #8 remove container shop-web-1 (replaced) after #7, #6, #1
                #9 rename container shop-web-1 to shop-web-1 (replaced) after #8
                #10 start container shop-web-1 (db is replaced) after #9, #6
                """
        )
        #expect(world.planUp().creations.last?.partners["db"] == ContainerReference.created(by: Step.ID(number: 2)))
    }

    @Test func `the namespace of a service that takes no part is that of its container`() {
        let web = Shop.service("web") { service in
            service.networks = [:]
            service.networkMode = "service:db"
            service.dependencies["db"] = Dependency()
        }
        var world = changed(World.running(Shop.project(Shop.service("db"), web)), "web")
        // As `--no-deps` leaves it.
        world.project.disabledServices["db"] = world.project.services["db"]
        world.project.services["db"] = nil
        world.project.services["web"]?.dependencies = [:]
        let plan = world.planUp()
        #expect(plan.creations.map { $0.partners["db"] } == [ContainerReference.existing(id: "c00000000001")])
        world.apply(plan)
        #expect(world.refusals == [])
        #expect(world.planUp().isEmpty)
    }

    @Test func `a dead container that may not be replaced is started, which the engine then refuses`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.change("shop-web-1") { $0.state = .dead }
        #expect(world.planUp { $0.recreate = .never }.description == "#1 start container shop-web-1 (dead)")
        #expect(world.plan(.start(StartRequest())).description == "#1 start container shop-web-1 (dead)")
    }

    @Test func `new anonymous volumes mean new containers that inherit nothing`() {
        let world = World.running(Shop.project(Shop.service("web")))
        let plan = world.planUp { $0.renewsAnonymousVolumes = true }
        #expect(plan.steps.first?.cause == .forced)
        #expect(plan.creations.count == 1)
        #expect(plan.creations.first?.inheritsFrom == nil)
    }

    // MARK: - Interrupted runs

    /// What is there when a run ends between the given steps of a replacement and the rest of it.
    private func interrupted(after count: Int) -> World {
        var world = changed(World.running(Shop.project(Shop.service("web"))), "web")
        world.apply(Array(world.planUp().steps.prefix(count)))
        return world
    }

    @Test func `a replacement that was cut short is made anew once its remains are gone`() {
        let world = interrupted(after: 1)
        #expect(world.state.containers.map(\.name) == ["c00000000001_shop-web-1", "shop-web-1"])
        #expect(
            world.planUp().description == """
                #1 remove container c00000000001_shop-web-1 (left by an interrupted run)
                #2 create container c00000000001_shop-web-1 (configuration changed) after #1
                #3 stop container shop-web-1 (replaced) after #2
                #4 remove container shop-web-1 (replaced) after #2, #3
                #5 rename container shop-web-1 to shop-web-1 (replaced) after #4
                #6 start container shop-web-1 (configuration changed) after #5
                """
        )
    }

    @Test func `a replacement that nobody wants any more is removed`() {
        var world = interrupted(after: 2)
        world.project.services["web"]?.environment = [:]
        #expect(
            world.planUp().description == """
                #1 remove container c00000000001_shop-web-1 (left by an interrupted run)
                #2 start container shop-web-1 (exited)
                """
        )
    }

    @Test func `a replacement that was to have another name by now is removed, too`() {
        var world = interrupted(after: 1)
        world.project.services["web"]?.containerName = "front"
        #expect(
            world.planUp().description == """
                #1 remove container c00000000001_shop-web-1 (left by an interrupted run)
                #2 create container c00000000001_front (configuration changed)
                #3 stop container shop-web-1 (replaced) after #2
                #4 remove container shop-web-1 (replaced) after #2, #3
                #5 rename container front to front (replaced) after #4
                #6 start container front (configuration changed) after #5
                """
        )
    }

    @Test func `a replacement whose original is gone gets its name and starts`() {
        let world = interrupted(after: 3)
        #expect(world.state.containers.map(\.name) == ["c00000000001_shop-web-1"])
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 rename container c00000000001_shop-web-1 to shop-web-1 (left by an interrupted run)
                #2 start container shop-web-1 (not started) after #1
                """
        )
        #expect(plan.creations.isEmpty)
    }

    @Test func `of two replacements without an original the newer one stays`() {
        var world = interrupted(after: 3)
        world.project.services["web"]?.environment["EDITION"] = "3"
        let plan = world.planUp()
        // The second replacement is made, and the run ends before the first one has its name.
        world.apply(plan.steps.filter { $0.creation != nil })
        #expect(world.state.containers.map(\.name) == ["c00000000001_shop-web-1", "c00000000002_shop-web-1"])
        #expect(
            world.planUp().description == """
                #1 remove container c00000000001_shop-web-1 (left by an interrupted run)
                #2 rename container c00000000002_shop-web-1 to shop-web-1 (left by an interrupted run)
                #3 start container shop-web-1 (not started) after #2
                """
        )
    }

    @Test func `starting and restarting take no remains for replicas`() {
        let world = interrupted(after: 2)
        #expect(
            world.plan(.start(StartRequest())).description == """
                #1 remove container c00000000001_shop-web-1 (left by an interrupted run)
                #2 start container shop-web-1 (exited)
                """
        )
        #expect(world.plan(.restart(RestartRequest())).description == "#1 restart container shop-web-1 (requested)")
    }
}
