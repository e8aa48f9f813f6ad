import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// Which networks a container joins, when, and as whom.
@Suite struct ContainerNetworkTests {
    private func onTwoNetworks() -> Specifying {
        Specifying { service in
            var back = ServiceNetwork()
            back.priority = 10
            back.aliases = ["api"]
            back.ipv4Address = "10.9.0.5"
            service.networks = ["default": nil, "back": back]
        }
    }

    @Test func `an engine that takes one network gets that of highest priority, and the others later`() throws {
        let made = try onTwoNetworks().made()
        #expect(made.creation.host.networkMode == "shop_back")
        #expect(Array(made.creation.endpoints.keys) == ["shop_back"])
        let back = try #require(made.creation.endpoints["shop_back"])
        #expect(back.aliases == ["shop-web-1", "web", "api"])
        #expect(back.ipam?.ipv4Address == "10.9.0.5")
        #expect(made.laterNetworks.map(\.network) == ["shop_default"])
        #expect(made.laterNetworks.first?.endpoint.aliases == ["shop-web-1", "web"])
        #expect(made.laterNetworks.first?.endpoint.ipam == nil)
    }

    @Test func `an engine that takes several joins them all at once`() throws {
        var specifying = onTwoNetworks()
        specifying.apiVersion = APIVersion(1, 44)
        let made = try specifying.made()
        #expect(made.creation.host.networkMode == "shop_back")
        #expect(Set(made.creation.endpoints.keys) == ["shop_back", "shop_default"])
        #expect(made.laterNetworks.isEmpty)
    }

    @Test func `the hardware address is the container's, then the endpoint's`() throws {
        var specifying = onTwoNetworks()
        specifying.service.macAddress = "02:42:ac:11:65:43"
        let old = try specifying.made()
        #expect(old.creation.config.macAddress == "02:42:ac:11:65:43")
        #expect(old.creation.endpoints["shop_back"]?.macAddress == nil)
        specifying.apiVersion = APIVersion(1, 44)
        let new = try specifying.made()
        #expect(new.creation.config.macAddress == nil)
        #expect(new.creation.endpoints["shop_back"]?.macAddress == "02:42:ac:11:65:43")
        #expect(new.creation.endpoints["shop_default"]?.macAddress == nil)
    }

    @Test func `a one-off is only found under its own name`() throws {
        var specifying = Specifying()
        specifying.change = { request in
            request.usesAliases = false
            request.containerName = "shop-web-run-1"
        }
        #expect(try specifying.made().creation.endpoints["shop_default"]?.aliases == ["shop-web-run-1"])
    }

    @Test func `a network mode stands in for networks`() throws {
        let shared = try Specifying { service in
            service.networks = [:]
            service.networkMode = "container:a1"
        }.made().creation
        #expect(shared.host.networkMode == "container:a1")
        #expect(shared.endpoints.isEmpty)
        let isolated = try Specifying { service in
            service.networks = [:]
            service.networkMode = "none"
        }.made().creation
        #expect(isolated.host.networkMode == "none")
        let lonely = try Specifying { $0.networks = [:] }.made().creation
        #expect(lonely.host.networkMode == "none")
    }

    @Test func `links name every container of the linked service`() throws {
        var specifying = Specifying { $0.links = ["db:database"] }
        var db = Service(name: "db")
        db.scale = 2
        specifying.project.services["db"] = db
        #expect(
            try specifying.made().creation.endpoints["shop_default"]?.links == [
                "shop-db-1:database", "shop-db-1:db-1", "shop-db-1:shop-db-1",
                "shop-db-2:database", "shop-db-2:db-2", "shop-db-2:shop-db-2",
            ]
        )
    }
}
