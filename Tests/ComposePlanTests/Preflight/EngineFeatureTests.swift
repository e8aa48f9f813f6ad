import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// What older engines do not know.
@Suite struct EngineFeatureTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var since: Int
        var severity: Diagnostic.Severity
        var path: String
        var change: @Sendable (inout Service) -> Void
    }

    private static func mount(_ kind: Mount.Kind, _ change: (inout Mount) -> Void = { _ in }) -> Mount {
        var mount = Mount(kind, source: "data", target: "/data")
        change(&mount)
        return mount
    }

    private static func joined(_ change: (inout ServiceNetwork) -> Void) -> ServiceNetwork {
        var network = ServiceNetwork()
        change(&network)
        return network
    }

    static let cases: [Case] = [
        Case(testDescription: "annotations", since: 43, severity: .warning, path: "annotations") {
            $0.annotations = ["a": "b"]
        },
        Case(testDescription: "start_interval", since: 44, severity: .warning, path: "healthcheck.start_interval") {
            var check = Healthcheck()
            check.startInterval = .seconds(1)
            $0.healthcheck = check
        },
        Case(testDescription: "mac_address", since: 44, severity: .warning, path: "networks.default.mac_address") {
            $0.networks["default"] = joined { $0.macAddress = "02:42:ac:11:00:02" }
        },
        Case(testDescription: "gw_priority", since: 48, severity: .warning, path: "networks.default.gw_priority") {
            $0.networks["default"] = joined { $0.gatewayPriority = 1 }
        },
        Case(testDescription: "interface_name", since: 48, severity: .warning, path: "networks.default.interface_name")
        {
            $0.networks["default"] = joined { $0.interfaceName = "lan0" }
        },
        Case(testDescription: "recursive", since: 44, severity: .error, path: "volumes[0].bind.recursive") {
            $0.mounts = [
                mount(.bind) { mount in
                    var bind = Mount.BindOptions()
                    bind.recursive = "readonly"
                    mount.bind = bind
                }
            ]
        },
        Case(testDescription: "subpath", since: 45, severity: .error, path: "volumes[0].volume.subpath") {
            $0.mounts = [
                mount(.volume) { mount in
                    var volume = Mount.VolumeOptions()
                    volume.subpath = "part"
                    mount.volume = volume
                }
            ]
        },
        Case(testDescription: "image", since: 48, severity: .error, path: "volumes[0]") {
            $0.mounts = [mount(.image)]
        },
    ]

    @Test(arguments: EngineFeatureTests.cases) func `a feature is told below the version that brought it`(
        _ feature: Case
    ) throws {
        let service = Shop.service("web") { service in
            feature.change(&service)
            service.locations[feature.path] = Preflighting.place(7)
        }
        let world = World(Shop.project(service) { $0.volumes["data"] = Volume(name: "shop_data") })
        let old = Preflighting.surroundings { $0.apiMinor = feature.since - 1 }
        let findings = Preflighting.findings(world, old)
        #expect(findings.count == 1)
        let finding = try #require(findings.first)
        #expect(finding.severity == feature.severity)
        #expect(finding.path == "services.web.\(feature.path)")
        #expect(finding.location == Preflighting.place(7))
        #expect(
            finding.message.contains("Engine API 1.\(feature.since), and this engine speaks 1.\(feature.since - 1)")
        )
        let new = Preflighting.surroundings { $0.apiMinor = feature.since }
        #expect(Preflighting.messages(world, new) == [])
    }

    @Test func `a network without IPv4 is one of the newer things`() {
        let world = World(Shop.project(Shop.service("web")) { $0.networks["default"]?.enablesIPv4 = false })
        let findings = Preflighting.findings(world, Preflighting.surroundings { $0.apiMinor = 46 })
        #expect(findings.map(\.path) == ["networks.default.enable_ipv4"])
        #expect(Preflighting.messages(world, Preflighting.surroundings { $0.apiMinor = 47 }) == [])
    }

    @Test func `a container that stays is not told of`() {
        let service = Shop.service("web") { $0.annotations = ["a": "b"] }
        let world = World.running(Shop.project(service))
        #expect(Preflighting.messages(world, Preflighting.surroundings { $0.apiMinor = 41 }) == [])
    }
}
