import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Volumes whose definition changed, once the user has agreed to lose what is in them.
@Suite struct VolumeReplacementTests {
    /// A database on a volume that was changed since, beside a service that depends on it.
    private func changed() -> World {
        let db = Shop.service("db") { $0.mounts = [Shop.volume("data", at: "/data")] }
        let web = Shop.service("web") { $0.dependencies["db"] = Dependency() }
        var world = World.running(Shop.project(db, web) { $0.volumes["data"] = Volume(name: "shop_data") })
        world.project.volumes["data"]?.driverOptions = ["type": "tmpfs"]
        return world
    }

    private func diverged(_ world: World, _ request: ConvergeRequest = ConvergeRequest()) -> [String] {
        Reconciler(project: world.project, observed: world.state, names: ProjectNames(project: "shop"))
            .divergedVolumes(request).map(\.key)
    }

    @Test func `the user is asked about what changed, and nothing else`() {
        var world = changed()
        #expect(diverged(world) == ["data"])
        world.project.volumes["data"]?.driverOptions = [:]
        #expect(diverged(world) == [])
        world.project.volumes["data"]?.isExternal = true
        #expect(diverged(world) == [])
    }

    @Test func `its containers go before it and are made anew after it`() {
        var world = changed()
        let plan = world.planUp { $0.replacesVolumes = ["data"] }
        #expect(
            plan.description == """
                #1 stop container shop-db-1 (volume data changed)
                #2 remove container shop-db-1 (volume data changed) after #1
                #3 remove volume shop_data (volume data changed) after #2
                #4 create volume shop_data (volume data changed) after #3
                #5 create container shop-db-1 (volume data changed) after #4, #2
                #6 start container shop-db-1 (volume data changed) after #5
                """
        )
        #expect(plan.warnings == [])
        #expect(plan.creations.first?.inheritsFrom?.id == "c00000000001")
        world.apply(plan)
        #expect(world.refusals == [])
        #expect(world.planUp().isEmpty)
    }

    @Test func `a container that only took the volume over goes too, and one of nobody does not come back`() {
        var world = changed()
        var orphan = ObservedContainer(id: "d1", name: "shop-old-1", service: "old", number: 1, state: .exited)
        orphan.mounts = [.init(kind: "volume", volume: "shop_data", source: "", destination: "/data")]
        world.add(orphan)
        let plan = world.planUp { $0.replacesVolumes = ["data"] }
        world.apply(plan)
        #expect(world.refusals == [])
        #expect(world.state.containers.map(\.name) == ["shop-db-1", "shop-web-1"])
    }

    @Test func `dependents that restart with their dependency do so here as well`() {
        var world = changed()
        world.project.services["web"]?.dependencies["db"]?.restart = true
        let plan = world.planUp { $0.replacesVolumes = ["data"] }
        world.apply(plan)
        #expect(world.refusals == [])
        #expect(plan.description.contains("start container shop-web-1 (db restarts)"))
    }

    @Test func `a volume stays that a container must keep, whatever the answer`() {
        var world = changed()
        var request = ConvergeRequest()
        request.recreate = .never
        request.replacesVolumes = ["data"]
        #expect(diverged(world, request) == [])
        #expect(world.plan(.converge(request)).isEmpty)
        #expect(world.plan(.converge(request)).warnings.count == 1)

        world.project.disabledServices["db"] = world.project.services["db"]
        world.project.services["db"] = nil
        #expect(diverged(world) == [])
        let plan = world.planUp { $0.replacesVolumes = ["data"] }
        #expect(plan.isEmpty)
        #expect(plan.warnings.first?.message.contains("shop_data") == true)
    }
}
