import ComposeModel
import ComposePlan
import DockerEngine
import Glibc
import OrderedCollections
import Testing

@testable import ComposeCommands

@Suite struct CommandVariablesTests {
    private let local = EngineHost(socket: "/var/run/docker.sock")

    private func project(_ services: Service...) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop", composeFiles: ["/srv/shop/compose.yaml"])
        for service in services { project.services[service.name] = service }
        project.networks["default"] = Network(name: "shop_default")
        project.networks["back"] = Network(name: "shop_back")
        return project
    }

    private func service(_ name: String, _ change: (inout Service) -> Void = { _ in }) -> Service {
        var service = Service(name: name)
        service.networks = ["default": nil]
        change(&service)
        return service
    }

    private func container(
        _ service: String,
        number: Int = 1,
        ports: [PublishedPort] = [],
        addresses: [String: String] = [:]
    ) -> ContainerSummary {
        var container = ContainerSummary()
        container.labels = [ComposeLabel.service: service, ComposeLabel.containerNumber: "\(number)"]
        container.ports = ports
        container.networks = addresses.mapValues { address in
            var endpoint = NetworkEndpoint()
            endpoint.ipAddress = address
            return endpoint
        }
        return container
    }

    private func port(_ target: Int, at host: Int? = nil, on address: String? = nil, _ proto: String = "tcp")
        -> PublishedPort
    {
        var port = PublishedPort()
        port.containerPort = target
        port.hostPort = host
        port.hostAddress = address
        port.proto = proto
        return port
    }

    /// The variables of services, without those of the project.
    private func variables(
        _ project: Project,
        _ containers: [ContainerSummary],
        engine: EngineHost? = nil
    ) -> [String: String] {
        let all = CommandVariables(project, containers, engine: engine ?? local, environment: [:]).values
        return Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0.value) }).filter { !$0.key.hasPrefix("COMPOSE_") }
    }

    // MARK: - Services

    @Test func `a published port is where the engine has bound it`() {
        let ports = [port(80, at: 32768, on: "0.0.0.0"), port(80, at: 32769, on: "::"), port(9000)]
        let found = variables(project(service("web")), [container("web", ports: ports)])
        #expect(found == ["WEB_HOST": "127.0.0.1", "WEB_PORT_80": "32768"])
    }

    @Test func `an address of the host counts, and a tcp port before a udp port`() {
        let ports = [
            port(53, at: 1053, on: "127.0.0.9", "udp"), port(53, at: 2053, on: "127.0.0.9"),
            port(80, at: 80, on: "0.0.0.0"),
        ]
        let found = variables(project(service("dns")), [container("dns", ports: ports)])
        #expect(found == ["DNS_HOST": "127.0.0.9", "DNS_PORT_53": "2053", "DNS_PORT_80": "80"])
    }

    @Test func `an engine elsewhere publishes at its own address`() throws {
        let ports = [port(80, at: 32768, on: "0.0.0.0")]
        let containers = [
            container("web", ports: ports), container("db", ports: [port(5432)], addresses: ["n": "10.0.0.2"]),
        ]
        let engine = try EngineHost("tcp://build:2375")
        let found = variables(project(service("web"), service("db")), containers, engine: engine)
        #expect(found == ["WEB_HOST": "build", "WEB_PORT_80": "32768"])
    }

    @Test func `a service without published ports is reached on its first network`() {
        let db = service("db") { db in
            db.networks = ["back": nil, "default": nil]
        }
        let addresses = ["shop_default": "10.0.1.2", "shop_back": "10.0.2.2"]
        let found = variables(project(db), [container("db", ports: [port(5432)], addresses: addresses)])
        #expect(found == ["DB_HOST": "10.0.2.2", "DB_PORT_5432": "5432"])
    }

    @Test func `a service on the host's network, or on another's, is found there`() {
        let host = service("host") { host in
            host.networkMode = "host"
            host.networks = [:]
            host.expose = ["8080/tcp"]
        }
        let side = service("side") { side in
            side.networkMode = "service:web"
            side.networks = [:]
        }
        let containers = [
            container("host"), container("side"), container("web", ports: [port(80, at: 4000, on: "0.0.0.0")]),
        ]
        let found = variables(project(host, side, service("web")), containers)
        #expect(
            found == [
                "HOST_HOST": "127.0.0.1", "HOST_PORT_8080": "8080", "SIDE_HOST": "127.0.0.1", "SIDE_PORT_80": "4000",
                "WEB_HOST": "127.0.0.1", "WEB_PORT_80": "4000",
            ]
        )
    }

    @Test func `names become those of variables, and the first replica counts`() {
        let containers = [
            container("web-api.v2", number: 10, addresses: ["shop_default": "10.0.0.10"]),
            container("web-api.v2", number: 2, addresses: ["shop_default": "10.0.0.2"]),
        ]
        #expect(variables(project(service("web-api.v2")), containers) == ["WEB_API_V2_HOST": "10.0.0.2"])
    }

    @Test func `the way to the engine is not taken by a service of that name`() {
        let docker = container("docker", ports: [port(2375, at: 4000, on: "0.0.0.0")])
        #expect(variables(project(service("docker")), [docker]) == ["DOCKER_PORT_2375": "4000"])
    }

    @Test func `services that do not run are left out, and one-off containers are nobody's`() {
        var other = container("web", ports: [port(80, at: 4000, on: "0.0.0.0")])
        other.labels[ComposeLabel.oneOff] = "True"
        #expect(variables(project(service("web"), service("job")), [other]).isEmpty)
    }

    // MARK: - The project

    @Test func `the same program finds the same project`() {
        var project = project()
        project.composeFiles.append("/srv/shop/compose.override.yaml")
        project.environmentFiles = ["/srv/shop/test.env"]
        project.profiles = ["dev", "test"]
        let variables = CommandVariables(project, [], engine: local, environment: [:])
        #expect(
            variables.text == """
                COMPOSE_PROJECT_NAME=shop
                COMPOSE_FILE=/srv/shop/compose.yaml:/srv/shop/compose.override.yaml
                COMPOSE_ENV_FILES=/srv/shop/test.env
                COMPOSE_PROFILES=dev,test

                """
        )
        let environment = variables.added(to: ["COMPOSE_PROJECT_NAME": "other", "PATH": "/bin"])
        #expect(environment["COMPOSE_PROJECT_NAME"] == "shop" && environment["PATH"] == "/bin")
    }

    @Test func `standard input is no file to read again`() {
        var project = project()
        project.composeFiles = ["-"]
        let variables = CommandVariables(project, [], engine: local, environment: [:])
        #expect(variables.text == "COMPOSE_PROJECT_NAME=shop\n")
    }

    @Test func `the file is for its owner alone`() throws {
        let path = "/tmp/swiftcompose-variables-\(getpid()).env"
        defer { unlink(path) }
        _ = try DescriptorFile(path: path)
        chmod(path, 0o644)
        try CommandVariables(project(), [], engine: local, environment: [:]).write(to: path)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(status.st_size > 20)
    }
}
