import ComposeModel
import ComposePlan
import DockerEngine
import FoundationEssentials
import Glibc
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// What preflight asks the engine for: no more than a plan has a use for.
@Suite(.timeLimit(.minutes(1))) struct PreflightSurveyTests {
    private let project: Project

    init() {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        var service = Service(name: "web")
        service.image = "busybox"
        service.networks = ["default": nil]
        service.ports = [Port(target: 80, published: "8080")]
        project.services["web"] = service
        project.networks["default"] = ComposeModel.Network(name: "shop_default")
        self.project = project
    }

    private func world(
        _ engine: AskedEngine,
        _ request: ConvergeRequest = ConvergeRequest(),
        observed: ObservedState = ObservedState()
    ) async throws -> PreflightWorld {
        var observed = observed
        observed.images["busybox"] = ObservedImage(digest: "sha256:1")
        let reconciler = Reconciler(project: project, observed: observed, names: ProjectNames(project: "shop"))
        let plan = reconciler.plan(.converge(request))
        var machine = HostMachine()
        machine.kernelFiles = "/nonexistent"
        return try await PreflightSurvey(engine: engine.client, machine: machine).world(for: plan, project, observed)
    }

    private func calls(_ engine: AskedEngine) -> [String] { engine.asked.filter { $0 != "/_ping" } }

    /// What `up` has left behind: the network, and the container in a state.
    private func settled(_ state: ObservedContainer.State) throws -> ObservedState {
        var observed = ObservedState()
        let network = try #require(project.networks["default"])
        observed.networks = [
            ObservedNetwork(
                id: "n1",
                name: "shop_default",
                key: "default",
                configHash: ConfigHash.of(network),
                project: "shop"
            )
        ]
        let service = try #require(project.services["web"])
        var container = ObservedContainer(id: "c1", name: "shop-web-1", service: "web", number: 1, state: state)
        container.labels = [ComposeLabel.configHash: ConfigHash.of(service), ComposeLabel.image: "sha256:1"]
        container.networks = ["shop_default": "n1"]
        observed.containers = [container]
        return observed
    }

    @Test func `a plan that changes nothing asks for nothing at all`() async throws {
        let engine = try AskedEngine()
        _ = try await world(engine, observed: try settled(.running))
        #expect(engine.asked == [])
    }

    @Test func `a first start asks for all containers and all networks, once each`() async throws {
        let engine = try AskedEngine()
        let world = try await world(engine)
        let calls = calls(engine)
        #expect(calls.count == 2)
        #expect(calls.first?.hasPrefix("/containers/json?all=") == true)
        #expect(calls.last == "/networks")
        #expect(world.listsStoppedContainers)
        #expect(world.apiMinor == 41)
        #expect(world.addressPools == nil)
    }

    @Test func `a start asks for running containers only`() async throws {
        let engine = try AskedEngine()
        let world = try await world(engine, observed: try settled(.exited))
        #expect(calls(engine) == ["/containers/json"])
        #expect(!world.listsStoppedContainers)
    }

    @Test func `containers and networks are read with what matters of them`() async throws {
        let engine = try AskedEngine([
            "/containers/json": """
            [{"Id": "d1", "Names": ["/other-web-1"], "State": "running",
              "Labels": {"com.docker.compose.project": "other"},
              "Ports": [{"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8080, "Type": "tcp"},
                        {"PrivatePort": 443, "Type": "tcp"}],
              "HostConfig": {"NetworkMode": "other_default"},
              "NetworkSettings": {"Networks": {"other_default": {"NetworkID": "n9"}}}},
             {"Id": "d2", "Names": ["/proxy"], "State": "running", "HostConfig": {"NetworkMode": "host"}}]
            """,
            "/networks": """
            [{"Id": "n9", "Name": "other_default", "Scope": "local", "Driver": "bridge",
              "Labels": {"com.docker.compose.project": "other"},
              "IPAM": {"Driver": "default", "Config": [{"Subnet": "172.18.0.0/16"}]}},
             {"Id": "n8", "Name": "mesh", "Scope": "swarm", "Driver": "overlay",
              "IPAM": {"Driver": "default", "Config": [{"Subnet": "10.0.1.0/24"}]}}]
            """,
        ])
        let world = try await world(engine)
        var web = PreflightWorld.Container(id: "d1", name: "other-web-1", project: "other")
        web.ports = [HostPort(8080, address: IPAddress("0.0.0.0"))]
        web.networks = ["other_default"]
        var proxy = PreflightWorld.Container(id: "d2", name: "proxy")
        proxy.sharesHostNetwork = true
        #expect(world.containers == [web, proxy])
        var network = PreflightWorld.Network(id: "n9", name: "other_default", project: "other")
        network.subnets = [IPPrefix("172.18.0.0/16")].compactMap { $0 }
        #expect(world.networks == [network, PreflightWorld.Network(id: "n8", name: "mesh")])
    }

    @Test func `pools are asked for where there are many networks`() async throws {
        let many = (0..<20).map { #"{"Id": "n\#($0)", "Name": "net\#($0)", "Scope": "local"}"# }
        let info = #"{"DefaultAddressPools": [{"Base": "10.9.0.0/16", "Size": 24}]}"#
        let engine = try AskedEngine(["/networks": "[\(many.joined(separator: ","))]", "/info": info])
        let world = try await world(engine)
        #expect(calls(engine).contains("/info"))
        #expect(world.addressPools?.map(\.length) == [24])
        #expect(world.addressPools?.first?.base == IPPrefix("10.9.0.0/16"))
    }

    @Test func `an engine without pools of its own has the usual ones`() async throws {
        let full = """
            [{"Id": "n1", "Name": "a", "Scope": "local", "IPAM": {"Config": [{"Subnet": "172.16.0.0/12"}]}},
             {"Id": "n2", "Name": "b", "Scope": "local", "IPAM": {"Config": [{"Subnet": "192.168.0.0/16"}]}}]
            """
        let engine = try AskedEngine(["/networks": full, "/info": "{}"])
        #expect(try await world(engine).addressPools == AddressPool.builtIn)
    }

    // MARK: - Where the engine is

    @Test func `an engine behind a socket of this machine is here, and one behind a port is not`() throws {
        let engine = try AskedEngine()
        let machine = HostMachine()
        let neighbour = try #require(EngineNeighbour(engine.client.host, machine))
        #expect(neighbour.sharesNetwork)
        #expect(EngineNeighbour(try EngineHost("tcp://127.0.0.1:2375"), machine) == nil)
        #expect(EngineNeighbour(EngineHost(socket: "/nonexistent/docker.sock"), machine) == nil)
    }

    @Test func `a socket that ssh forwards belongs to an engine elsewhere`() throws {
        let engine = try AskedEngine()
        let folder = "/tmp/swiftcompose-forwarder-\(UInt32.random(in: 0...UInt32.max))"
        // This process listens, and is said to be another program.
        let process = "\(folder)/\(getpid())"
        try FileManager.default.createDirectory(atPath: process, withIntermediateDirectories: true)
        // What is left behind only takes room in the temporary directory.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var machine = HostMachine()
        machine.kernelFiles = folder
        for (command, isHere) in [("dockerd", true), ("ssh", false)] {
            try Data("\(command)\n".utf8).write(to: URL(filePath: "\(process)/comm"))
            #expect((EngineNeighbour(engine.client.host, machine) != nil) == isHere)
        }
    }
}
