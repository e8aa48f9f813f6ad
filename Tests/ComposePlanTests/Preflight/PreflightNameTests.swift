import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Names that are taken on the engine.
@Suite struct PreflightNameTests {
    private func around(_ containers: PreflightWorld.Container...) -> PreflightWorld {
        Preflighting.surroundings {
            $0.containers = containers
            $0.listsStoppedContainers = true
        }
    }

    @Test func `a container of another project or of none has the name`() throws {
        let service = Shop.service("web") { service in
            service.containerName = "front"
            service.locations["container_name"] = Preflighting.place(5)
        }
        let world = World(Shop.project(service))
        let other = PreflightWorld.Container(id: "d1", name: "front", project: "other")
        let finding = try #require(Preflighting.findings(world, around(other)).first)
        #expect(
            finding.message
                == "container name 'front', which service 'web' needs, is taken by a container of project 'other'"
        )
        #expect(finding.path == "services.web.container_name")
        #expect(finding.location == Preflighting.place(5))
        let nobodys = PreflightWorld.Container(id: "d1", name: "front")
        #expect(Preflighting.messages(world, around(nobodys)).first?.contains("belongs to no project") == true)
    }

    @Test func `a container that is replaced gives its name to its successor`() {
        var world = World.running(Shop.project(Shop.service("web")))
        world.project.services["web"]?.hostname = "changed"
        let own = PreflightWorld.Container(id: "c00000000001", name: "shop-web-1", project: "shop")
        #expect(Preflighting.messages(world, around(own)) == [])
    }

    @Test func `an orphan that stays keeps its name`() {
        let old = Shop.service("old") { $0.containerName = "front" }
        var world = World.running(Shop.project(old))
        world.project.services = ["web": Shop.service("web") { $0.containerName = "front" }]
        let orphan = PreflightWorld.Container(id: "c00000000001", name: "front", project: "shop")
        #expect(Preflighting.messages(world, around(orphan)).first?.contains("of this project") == true)
        #expect(Preflighting.messages(world, around(orphan)) { $0.removesOrphans = true } == [])
    }

    // MARK: - Networks and volumes

    @Test func `a network of another project is an error where it is used`() {
        var world = World(Shop.project(Shop.service("web")))
        world.add(ObservedNetwork(id: "b9", name: "shop_default", key: "default", configHash: "x", project: "other"))
        #expect(
            Preflighting.messages(world) == [
                "warning: network 'shop_default' belongs to project 'other', and is used by both"
            ]
        )
    }

    @Test func `a network of nobody's, of the project's own, or declared as external is none`() {
        var nobodys = World(Shop.project(Shop.service("web")))
        nobodys.add(ObservedNetwork(id: "b9", name: "shop_default"))
        #expect(Preflighting.messages(nobodys) == [])

        var world = World.running(Shop.project(Shop.service("web")))
        world.project.services["web"]?.hostname = "changed"
        #expect(Preflighting.messages(world) == [])

        var external = World(Shop.project(Shop.service("web")) { $0.networks["default"]?.isExternal = true })
        external.add(ObservedNetwork(id: "b9", name: "shop_default", key: "x", configHash: "x", project: "other"))
        #expect(Preflighting.messages(external) == [])
    }

    @Test func `a volume of another project is a warning`() {
        let service = Shop.service("web") { $0.mounts = [Shop.volume("data", at: "/data")] }
        var world = World(Shop.project(service) { $0.volumes["data"] = Volume(name: "shared") })
        world.add(ObservedVolume(name: "shared", key: "data", configHash: "x", project: "other"))
        #expect(
            Preflighting.messages(world)
                == ["warning: volume 'shared' belongs to project 'other', and is used by both"]
        )
    }
}
