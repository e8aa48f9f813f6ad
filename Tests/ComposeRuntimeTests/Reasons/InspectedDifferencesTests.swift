import ComposeModel
import DockerEngine
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// Why a container is replaced that does not say what it was made from.
@Suite struct InspectedDifferencesTests {
    private let inspecting = Inspecting()

    private func rich(_ service: inout Service) {
        service.command = ["serve"]
        service.environment = ["FOO": "a", "VERSION": nil]
        service.labels = ["team": "blue"]
        service.ports = [Port(target: 80, published: "8080"), Port(target: 53, published: nil, transport: "udp")]
        service.expose = ["9000"]
        service.networks = ["default": nil, "back": ServiceNetwork()]
        service.mounts = [
            Mount(.volume, source: "data", target: "/data"), Mount(.bind, source: "/srv/x", target: "/x/"),
            Mount(.volume, target: "/anonymous"),
        ]
        service.tmpfs = ["/run"]
        service.restart = "on-failure:3"
        service.stopGracePeriod = .seconds(5)
        service.privileged = true
        service.addedCapabilities = ["NET_ADMIN"]
        service.securityOptions = ["no-new-privileges:true"]
        service.extraHosts = [ExtraHost(name: "db.local", address: "10.0.0.1")]
        service.ulimits = ["nofile": .single(10)]
        service.limits.memory = ByteSize(bytes: 1 << 26)
        service.limits.cpus = 0.5
        service.hostname = "front"
        service.user = "1000"
        service.logging = Logging()
        service.logging?.options = ["tag": "x"]
        var healthcheck = Healthcheck()
        healthcheck.test = ["CMD", "true"]
        healthcheck.interval = .seconds(5)
        service.healthcheck = healthcheck
    }

    @Test func `what the image and the engine fill in is no difference`() throws {
        #expect(try inspecting.changes { _ in } == [])
        #expect(try inspecting.changes(from: rich, to: rich) == [])
    }

    @Test func `what is as the image has it anyway is no difference`() throws {
        let same: (inout Service) -> Void = { service in
            service.command = Inspecting.nginx.command
            service.environment = ["PATH": "/bin"]
            service.labels = ["maintainer": "somebody"]
            service.workingDirectory = "/"
            service.stopSignal = "SIGQUIT"
        }
        #expect(try inspecting.changes(to: same) == [])
        #expect(try inspecting.changes(from: same) { _ in } == [])
    }

    @Test func `variables and labels, without the image's`() throws {
        let told = try inspecting.changes(
            from: { service in
                service.environment = ["FOO": "a", "OLD": "x", "VERSION": "2"]
                service.labels = ["team": "blue"]
            },
            to: { service in
                service.environment = ["FOO": "b", "NEW": "y", "PATH": nil]
                service.labels = ["team": "red"]
            }
        )
        #expect(
            told == [
                #"environment.FOO: "a" → "b""#, #"environment.NEW: + "y""#, #"environment.OLD: - "x""#,
                #"environment.PATH: - "/bin""#, #"environment.VERSION: - "2""#, #"labels.team: "blue" → "red""#,
            ]
        )
    }

    @Test func `secrets are hashes here, too`() throws {
        let told = try inspecting.changes(
            from: { service in
                service.environment = ["DB_PASSWORD": "hunter22", "URL": "pg://a:hunter22@db"]
                service.command = ["serve", "hunter22"]
            },
            to: { service in
                service.environment = ["DB_PASSWORD": "another1", "URL": "pg://a:another1@db"]
                service.command = ["serve", "another1"]
            }
        )
        #expect(told.count == 3)
        #expect(!told.joined().contains("hunter22"), "\(told)")
        #expect(!told.joined().contains("another1"), "\(told)")
    }

    @Test func `commands, and an entrypoint that drops the image's command`() throws {
        #expect(
            try inspecting.changes(from: { $0.command = ["a"] }, to: { $0.command = ["b"] }) == [
                #"command: ["a"] → ["b"]"#
            ]
        )
        #expect(try inspecting.changes { $0.command = ["b"] } == [#"command: + ["b"]"#])
        #expect(try inspecting.changes(from: { $0.command = ["a"] }, to: { _ in }) == [#"command: - ["a"]"#])
        #expect(try inspecting.changes { $0.entrypoint = ["sh"] } == [#"entrypoint: + ["sh"]"#])
    }

    @Test func `ports, mounts and networks by what they are`() throws {
        let told = try inspecting.changes(
            from: { service in
                service.ports = [Port(target: 80, published: "8080")]
                service.mounts = [Mount(.volume, source: "data", target: "/data")]
            },
            to: { service in
                service.ports = [Port(target: 80, published: "8080"), Port(target: 443, published: "443")]
                service.mounts = [Mount(.volume, source: "data", target: "/data")]
                service.mounts[0].isReadOnly = true
                service.networks = ["default": nil, "back": nil]
            }
        )
        #expect(
            told == [
                "networks: + back", "ports: + 443:443", "volumes: shop_data:/data → shop_data:/data:ro",
            ]
        )
        #expect(
            try inspecting.changes { service in
                service.networks = [:]
                service.networkMode = "host"
            } == ["network_mode: + host"]
        )
        let aliased: (inout Service) -> Void = { service in
            var network = ServiceNetwork()
            network.aliases = ["www"]
            service.networks = ["default": network]
        }
        #expect(try inspecting.changes(to: aliased) == ["networks.default.aliases: + www"])
        #expect(try inspecting.changes(from: aliased) { _ in } == ["networks.default.aliases: - www"])
    }

    @Test func `rights, limits and life`() throws {
        let told = try inspecting.changes(from: rich) { service in
            rich(&service)
            service.restart = nil
            service.privileged = false
            service.addedCapabilities = ["SYS_TIME"]
            service.limits.memory = nil
            service.limits.cpus = 1.5
            service.healthcheck?.interval = .seconds(10)
            service.stopGracePeriod = nil
            service.hostname = nil
            service.user = nil
        }
        #expect(
            told == [
                "cap_add: NET_ADMIN → SYS_TIME", "cpus: 0.5 → 1.5", "healthcheck.interval: 5s → 10s",
                "hostname: - front", "mem_limit: - 67108864", "privileged: - true", "restart: - on-failure:3",
                "stop_grace_period: - 5s", "user: - 1000",
            ]
        )
    }

    @Test func `without its image less is told, and nothing that is not so`() throws {
        var inspecting = inspecting
        inspecting.image = nil
        #expect(try inspecting.changes { _ in } == [])
        #expect(try inspecting.changes { $0.environment = ["FOO": "a"] } == [#"environment.FOO: + "a""#])
        #expect(try inspecting.changes(from: { $0.command = ["a"] }, to: { _ in }) == [])
        #expect(
            try inspecting.changes(from: { $0.user = "1" }, to: { $0.user = "2" }) == ["user: 1 → 2"]
        )
    }

    @Test func `what tools put on a container for themselves is no difference`() throws {
        var inspecting = inspecting
        inspecting.change = { container in
            container.config.labels["com.docker.compose.container-number"] = "7"
            container.config.labels["desktop.docker.io/binds/0/Source"] = "/x"
            container.name = "0123456789ab_shop-web-1"
        }
        #expect(try inspecting.changes { _ in } == [])
    }

    @Test func `a container name that changes is told`() throws {
        #expect(try inspecting.changes { $0.containerName = "www" } == ["container_name: shop-web-1 → www"])
    }
}
