import ComposeModel
import OrderedCollections
import Testing

@testable import ComposeCommands

@Suite struct IsolatedProjectTests {
    private let suffix = "1f00c0de"

    private func project(_ change: (inout Project) -> Void) -> Project {
        var project = Project(name: "shop-\(suffix)", workingDirectory: "/srv/shop")
        var web = Service(name: "web")
        web.networks = ["default": nil, "back": nil]
        project.services["web"] = web
        project.networks["default"] = Network(name: "shop-\(suffix)_default")
        project.networks["back"] = Network(name: "backbone")
        change(&project)
        return project.isolated(suffix: suffix)
    }

    @Test func `the engine chooses the ports, on the addresses that were asked for`() throws {
        let isolated = project { project in
            var local = Port(target: 80, published: "8080")
            local.hostAddress = "127.0.0.1"
            project.services["web"]?.ports = [local, Port(target: 53, published: "5000-5010", transport: "udp")]
        }
        let ports = try #require(isolated.services["web"]?.ports)
        #expect(ports.map(\.published) == [nil, nil])
        #expect(ports.map(\.target) == [80, 53])
        #expect(ports.map(\.hostAddress) == ["127.0.0.1", nil])
        #expect(ports.map(\.transport) == ["tcp", "udp"])
    }

    @Test func `a fixed name goes, and still finds the container on every network`() throws {
        let isolated = project { project in
            var back = ServiceNetwork()
            back.aliases = ["store", "the-web"]
            project.services["web"]?.networks["back"] = back
            project.services["web"]?.containerName = "the-web"
        }
        let web = try #require(isolated.services["web"])
        #expect(web.containerName == nil)
        #expect(web.networks["default"]??.aliases == ["the-web"])
        #expect(web.networks["back"]??.aliases == ["store", "the-web"])
    }

    @Test func `services without a fixed name keep their networks as they are`() throws {
        let web = try #require(project { _ in }.services["web"])
        #expect(web.networks.values.allSatisfy { $0 == nil })
    }

    @Test func `names that do not follow the project's get its end`() {
        let isolated = project { project in
            project.volumes["data"] = Volume(name: "shop-\(suffix)_data")
            project.volumes["cache"] = Volume(name: "build-cache")
        }
        #expect(isolated.networks["default"]?.name == "shop-\(suffix)_default")
        #expect(isolated.networks["back"]?.name == "backbone_\(suffix)")
        #expect(isolated.volumes["data"]?.name == "shop-\(suffix)_data")
        #expect(isolated.volumes["cache"]?.name == "build-cache_\(suffix)")
    }

    @Test func `what others make keeps its name`() {
        let isolated = project { project in
            project.networks["back"]?.isExternal = true
            var volume = Volume(name: "photos")
            volume.isExternal = true
            project.volumes["photos"] = volume
        }
        #expect(isolated.networks["back"]?.name == "backbone")
        #expect(isolated.volumes["photos"]?.name == "photos")
    }

    @Test func `services that are not chosen are isolated, too`() {
        let isolated = project { project in
            var job = Service(name: "job")
            job.containerName = "the-job"
            project.disabledServices["job"] = job
        }
        #expect(isolated.disabledServices["job"]?.containerName == nil)
    }

    @Test func `suffixes have eight digits and differ`() {
        let suffixes = (0..<50).map { _ in IsolatedName.randomSuffix() }
        #expect(Set(suffixes).count == 50)
        #expect(suffixes.allSatisfy { $0.count == 8 && $0.allSatisfy(\.isHexDigit) && $0 == $0.lowercased() })
        #expect(IsolatedName.of("shop", suffix: suffix) == "shop-1f00c0de")
    }
}
