import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Plans of `stop`, `down`, `start` and `restart`.
@Suite struct TeardownPlanTests {
    /// Three services in a row that run, the lowest with a volume.
    private func chain() -> World {
        let api = Shop.service("api") { $0.dependencies["db"] = Dependency() }
        let web = Shop.service("web") { $0.dependencies["api"] = Dependency() }
        let db = Shop.service("db") { $0.mounts = [Shop.volume("data", at: "/data")] }
        return World.running(Shop.project(db, api, web) { $0.volumes["data"] = Volume(name: "shop_data") })
    }

    /// The same beside a network and a volume that belong to somebody else.
    private func chainBesideExternals() -> World {
        var world = chain()
        var network = Network(name: "office")
        network.isExternal = true
        world.project.networks["lan"] = network
        world.add(ObservedNetwork(id: "b99999999999", name: "office"))
        var volume = Volume(name: "archive")
        volume.isExternal = true
        world.project.volumes["archive"] = volume
        world.add(ObservedVolume(name: "archive"))
        return world
    }

    @Test func `dependents stop first`() {
        #expect(
            chain().plan(.stop(StopRequest())).description == """
                #1 stop container shop-web-1 (requested)
                #2 stop container shop-api-1 (requested) after #1
                #3 stop container shop-db-1 (requested) after #2
                """
        )
    }

    @Test func `what has stopped already holds up nobody`() {
        var world = chain()
        world.change("shop-api-1") { $0.state = .exited }
        #expect(
            world.plan(.stop(StopRequest())).description == """
                #1 stop container shop-web-1 (requested)
                #2 stop container shop-db-1 (requested) after #1
                """
        )
    }

    @Test func `all replicas of a dependent stop before what they depend on`() {
        let web = Shop.service("web") { service in
            service.scale = 3
            service.dependencies["db"] = Dependency()
        }
        let world = World.running(Shop.project(Shop.service("db"), web))
        #expect(
            world.plan(.stop(StopRequest())).description == """
                #1 stop container shop-web-1 (requested)
                #2 stop container shop-web-2 (requested)
                #3 stop container shop-web-3 (requested)
                #4 stop container shop-db-1 (requested) after #1, #2, #3
                """
        )
    }

    @Test func `stopping runs the hooks for it, and only what was asked for stops`() {
        var world = chain()
        var hook = Hook()
        hook.command = ["true"]
        world.project.services["web"]?.preStop = [hook]
        var request = StopRequest()
        request.targets = ["web"]
        request.timeout = 3
        let plan = world.plan(.stop(request))
        #expect(
            plan.description == """
                #1 run pre_stop hooks of shop-web-1 (requested)
                #2 stop container shop-web-1 (requested) after #1
                """
        )
        guard case .stopContainer(_, let timeout) = plan.steps[1].operation else { return }
        #expect(timeout == 3)
    }

    @Test func `networks go after all containers, volumes stay`() {
        let world = chainBesideExternals()
        #expect(
            world.plan(.down(DownRequest())).description == """
                #1 stop container shop-web-1 (requested)
                #2 remove container shop-web-1 (requested) after #1
                #3 stop container shop-api-1 (requested) after #1
                #4 remove container shop-api-1 (requested) after #3
                #5 stop container shop-db-1 (requested) after #3
                #6 remove container shop-db-1 (requested) after #5
                #7 remove network shop_default (requested) after #2, #4, #6
                """
        )
    }

    @Test func `volumes go on demand, external things never`() {
        var world = chainBesideExternals()
        var request = DownRequest()
        request.removesVolumes = true
        let plan = world.plan(.down(request))
        #expect(
            plan.steps.suffix(2).map(\.description) == [
                "#7 remove network shop_default (requested) after #2, #4, #6",
                "#8 remove volume shop_data (requested) after #2, #4, #6",
            ]
        )
        world.apply(plan)
        #expect(world.refusals == [])
        #expect(world.state.containers.isEmpty)
        #expect(world.state.networks.map(\.name) == ["office"])
        #expect(world.state.volumes.map(\.name) == ["archive"])
        #expect(world.plan(.down(request)).isEmpty)
    }

    @Test func `a project known by its labels alone loses what carries them`() {
        var world = chain()
        world.project.networks = [:]
        world.project.volumes = [:]
        world.add(ObservedVolume(name: "other_data", key: "data", configHash: "x", project: "other"))
        var request = DownRequest()
        request.isNameOnly = true
        request.removesVolumes = true
        world.apply(world.plan(.down(request)))
        #expect(world.state.containers.isEmpty)
        #expect(world.state.networks.isEmpty)
        #expect(world.state.volumes.map(\.name) == ["other_data"])
    }

    @Test func `a volume that the file no longer has is kept`() {
        var world = chain()
        world.project.volumes = [:]
        var request = DownRequest()
        request.removesVolumes = true
        world.apply(world.plan(.down(request)))
        #expect(world.state.volumes.map(\.name) == ["shop_data"])
    }

    @Test func `orphans go down on demand`() {
        var world = chain()
        world.project.services["web"] = nil
        let plan = world.plan(.down(DownRequest()))
        #expect(plan.warnings.first?.message.contains("shop-web-1") == true)
        #expect(!plan.description.contains("shop-web-1"))
        var request = DownRequest()
        request.removesOrphans = true
        world.apply(world.plan(.down(request)))
        #expect(world.state.containers.isEmpty)
    }

    @Test func `images go by who made them`() {
        let built = Shop.service("built", image: nil) { $0.build = Build() }
        let named = Shop.service("named", image: "nginx") { $0.build = Build() }
        var world = World(Shop.project(built, named, Shop.service("pulled")))
        world.up()
        var request = DownRequest()
        request.images = .local
        func removedImages() -> [String] {
            world.plan(.down(request)).steps.compactMap { (step: Step) -> String? in
                if case .removeImage(let reference) = step.operation { reference } else { nil }
            }
        }
        #expect(removedImages() == ["shop-built"])
        request.images = .all
        #expect(removedImages() == ["shop-built", "nginx", "busybox"])
        request.images = .none
        #expect(removedImages() == [])
    }

    // MARK: - As they are

    @Test func `starting takes containers as they are, behind their gates`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        var world = World.running(Shop.project(Shop.probed("db"), web))
        world.apply(world.plan(.stop(StopRequest())))
        world.project.services["web"]?.environment["EDITION"] = "2"
        world.project.services["web"]?.scale = 3
        #expect(
            world.plan(.start(StartRequest())).description == """
                #1 start container shop-db-1 (exited)
                #2 await db healthy (needed by web) after #1
                #3 start container shop-web-1 (exited) after #2
                """
        )
    }

    @Test func `a service that has no container cannot be started`() {
        let plan = World(Shop.project(Shop.service("web"))).plan(.start(StartRequest()))
        #expect(plan.isEmpty)
        #expect(plan.problems.map(\.message) == ["service \"web\" has no container to start"])
    }

    @Test func `restarting takes along those that restart with it`() {
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency(condition: .healthy, restart: true) }
        let other = Shop.service("other") { $0.dependencies["db"] = Dependency(condition: .healthy) }
        let world = World.running(Shop.project(Shop.probed("db"), web, other))
        var request = RestartRequest()
        request.targets = ["db"]
        #expect(
            world.plan(.restart(request)).description == """
                #1 restart container shop-db-1 (requested)
                #2 await db healthy (needed by web) after #1
                #3 restart container shop-web-1 (requested) after #2
                """
        )
        request.ignoresDependents = true
        #expect(world.plan(.restart(request)).description == "#1 restart container shop-db-1 (requested)")
    }
}
