import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Ports of the host that somebody else has.
@Suite struct PreflightPortTests {
    private func service(
        _ name: String = "web",
        _ published: String? = "8080",
        on address: String? = nil,
        over transport: String = "tcp",
        line: Int = 4,
        _ change: (inout Service) -> Void = { _ in }
    ) -> Service {
        Shop.service(name) { service in
            var port = Port(target: 80, published: published, transport: transport)
            port.hostAddress = address
            service.ports = [port]
            service.locations["ports[0]"] = Preflighting.place(line)
            change(&service)
        }
    }

    private func container(
        _ name: String,
        id: String = "d1",
        project: String? = "other",
        _ ports: HostPort...
    ) -> PreflightWorld.Container {
        var container = PreflightWorld.Container(id: id, name: name, project: project)
        container.ports = ports
        return container
    }

    // MARK: - Among the project's own

    @Test func `two services with one port are told at the second, with the place of the first`() throws {
        let world = World(Shop.project(service(), service("api", line: 9)))
        let findings = Preflighting.findings(world)
        #expect(findings.map(\.message) == ["services 'web' and 'api' both publish port 8080 of the host"])
        let finding = try #require(findings.first)
        #expect(finding.severity == .error)
        #expect(finding.path == "services.api.ports[0]")
        #expect(finding.location == Preflighting.place(9))
        #expect(finding.notes.map(\.location) == [Preflighting.place(4)])
    }

    @Test func `what does not get in each other's way is not told`() {
        let world = World(
            Shop.project(
                service("a", on: "127.0.0.1"),
                service("b", on: "127.0.0.2"),
                service("c", over: "udp"),
                service("d", "8080-8090"),
                service("e", nil),
                service("f", "0"),
                service("g", on: "::1"),
                service("h") { service in
                    service.networks = [:]
                    service.networkMode = "host"
                }
            )
        )
        #expect(Preflighting.messages(world) == [])
    }

    @Test func `every address is also that one`() {
        let world = World(Shop.project(service("a", on: "127.0.0.1"), service("b", on: "0.0.0.0")))
        #expect(Preflighting.findings(world).count == 1)
    }

    @Test func `replicas cannot share a port`() {
        let world = World(Shop.project(service { $0.scale = 3 }))
        #expect(
            Preflighting.messages(world)
                == ["error: 3 containers of service 'web' are to start that all publish port 8080 of the host"]
        )
    }

    @Test func `containers that are only made take no port`() {
        let world = World(Shop.project(service(), service("api")))
        #expect(Preflighting.messages(world) { $0.starts = false } == [])
    }

    // MARK: - Containers

    @Test func `a container of another project is named`() {
        let world = World(Shop.project(service()))
        let around = Preflighting.surroundings { $0.containers = [container("other-web-1", HostPort(8080))] }
        let findings = Preflighting.findings(world, around)
        #expect(
            findings.map(\.message)
                == ["port 8080, which service 'web' publishes, is taken by container other-web-1 of project 'other'"]
        )
        #expect(findings.first?.location == Preflighting.place(4))
    }

    @Test func `a container that the plan replaces gives its port back`() {
        var world = World.running(Shop.project(service()))
        world.project.services["web"]?.hostname = "changed"
        let around = Preflighting.surroundings {
            $0.containers = [container("shop-web-1", id: "c00000000001", project: "shop", HostPort(8080))]
            $0.sockets = [PreflightWorld.Socket(port: HostPort(8080))]
        }
        #expect(world.planUp().isEmpty == false)
        #expect(Preflighting.messages(world, around) == [])
    }

    @Test func `a container of the project that stays keeps its port`() {
        var world = World.running(Shop.project(service()))
        world.project.services["api"] = service("api")
        let around = Preflighting.surroundings {
            $0.containers = [container("shop-web-1", id: "c00000000001", project: "shop", HostPort(8080))]
        }
        #expect(
            Preflighting.messages(world, around)
                == [
                    "error: port 8080, which service 'api' publishes, is taken by container shop-web-1 of project 'shop'"
                ]
        )
    }

    @Test func `a second replica is told to leave the port to the engine`() {
        var world = World.running(Shop.project(service()))
        world.project.services["web"]?.scale = 2
        let around = Preflighting.surroundings {
            $0.containers = [container("shop-web-1", id: "c00000000001", project: "shop", HostPort(8080))]
        }
        let findings = Preflighting.findings(world, around)
        #expect(findings.count == 1)
        #expect(findings.first?.hint?.contains("range") == true)
    }

    // MARK: - Processes

    private func socket(
        _ address: String? = nil,
        owner: PreflightWorld.Process? = nil
    ) -> PreflightWorld.Socket {
        PreflightWorld.Socket(port: HostPort(8080, address: address.flatMap { IPAddress($0) }), owner: owner)
    }

    @Test func `a process is named`() {
        let world = World(Shop.project(service()))
        let around = Preflighting.surroundings {
            $0.sockets = [socket(owner: PreflightWorld.Process(id: 42, command: "node"))]
        }
        #expect(
            Preflighting.messages(world, around)
                == ["error: port 8080, which service 'web' publishes, is taken by process 42 (node)"]
        )
    }

    @Test func `a process that cannot be named is told with how to find it`() {
        let world = World(Shop.project(service(over: "udp")))
        let around = Preflighting.surroundings {
            $0.sockets = [PreflightWorld.Socket(port: HostPort(8080, transport: "udp"))]
        }
        let findings = Preflighting.findings(world, around)
        #expect(
            findings.map(\.message)
                == ["port 8080/udp, which service 'web' publishes, is taken by a program outside the engine"]
        )
        #expect(findings.first?.hint?.contains("ss -lunp") == true)
    }

    @Test func `the engine's own sockets are not told beside their containers`() {
        let world = World(Shop.project(service()))
        let around = Preflighting.surroundings {
            $0.containers = [container("other-web-1", HostPort(8080))]
            $0.sockets = [socket("0.0.0.0", owner: PreflightWorld.Process(id: 7, command: "docker-proxy"))]
        }
        #expect(Preflighting.findings(world, around).count == 1)
        let elsewhere = Preflighting.surroundings {
            $0.sockets = [socket("0.0.0.0", owner: PreflightWorld.Process(id: 7, command: "docker-proxy"))]
        }
        #expect(Preflighting.messages(world, elsewhere).first?.contains("a container of another engine") == true)
    }

    @Test func `a process in a container that ends gives its port back`() {
        var world = World.running(Shop.project(service("web", nil)))
        world.project.services["web"]?.ports = [Port(target: 80, published: "8080")]
        var host = container("shop-web-1", id: "c00000000001", project: "shop")
        host.sharesHostNetwork = true
        let known = Preflighting.surroundings {
            let owner = PreflightWorld.Process(id: 9, command: "nginx", containerID: "c00000000001")
            $0.sockets = [socket(owner: owner)]
        }
        #expect(Preflighting.messages(world, known) == [])
        let hidden = Preflighting.surroundings {
            $0.containers = [host]
            $0.sockets = [socket()]
        }
        #expect(Preflighting.messages(world, hidden) == [])
    }

    @Test func `a socket on another address is in nobody's way`() {
        let world = World(Shop.project(service(on: "127.0.0.1")))
        let around = Preflighting.surroundings { $0.sockets = [socket("192.0.2.1"), socket("::1")] }
        #expect(Preflighting.messages(world, around) == [])
    }
}
