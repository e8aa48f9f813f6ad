import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// What runs in a container and how, in the engine's words.
@Suite struct ContainerSpecificationTests {
    @Test func `labels make the container findable, and the user's come along`() throws {
        var specifying = Specifying { service in
            service.labels = ["team": "a", ComposeLabel.service: "not this one"]
            service.dependencies["db"] = Dependency(condition: .healthy)
            service.dependencies["cache"] = Dependency(restart: true)
        }
        specifying.project.environmentFiles = ["/srv/shop/prod.env"]
        specifying.change = { $0.replaces = "shop-web-1" }
        let service = specifying.service
        #expect(
            try specifying.made().creation.config.labels == [
                "team": "a",
                "com.docker.compose.project": "shop",
                "com.docker.compose.service": "web",
                "com.docker.compose.container-number": "1",
                "com.docker.compose.oneoff": "False",
                "com.docker.compose.version": ComposeLabel.referenceVersion,
                "com.docker.compose.config-hash": ConfigHash.of(service),
                "com.docker.compose.image": "sha256:abc",
                "com.docker.compose.depends_on": "db:service_healthy:false,cache:service_started:true",
                "com.docker.compose.project.working_dir": "/srv/shop",
                "com.docker.compose.project.config_files": "/srv/shop/compose.yaml,/srv/shop/extra.yaml",
                "com.docker.compose.project.environment_file": "/srv/shop/prod.env",
                "com.docker.compose.replace": "shop-web-1",
                "io.github.swiftcompose.service": ServiceRecord(of: service, in: specifying.project).labelText,
            ]
        )
    }

    @Test func `a one-off has a slug and no number`() throws {
        var specifying = Specifying()
        specifying.change = { request in
            request.number = nil
            request.slug = "0123456789abcdef"
        }
        let labels = try specifying.made().creation.config.labels
        #expect(labels["com.docker.compose.oneoff"] == "True")
        #expect(labels["com.docker.compose.slug"] == "0123456789abcdef")
        #expect(labels["com.docker.compose.container-number"] == nil)
        #expect(labels["io.github.swiftcompose.service"] == nil)
    }

    @Test func `variables are in order, and one without a value is bare`() throws {
        let made = try Specifying { $0.environment = ["B": "2", "A": "1=1", "GONE": nil, "EMPTY": ""] }.made()
        #expect(made.creation.config.environment == ["A=1=1", "B=2", "EMPTY=", "GONE"])
    }

    @Test func `what the service does not say is the image's to say`() throws {
        let config = try Specifying().made().creation.config
        #expect(config.image == "nginx")
        #expect(config.command == nil)
        #expect(config.entrypoint == nil)
        #expect(config.healthcheck == nil)
        #expect(config.stopTimeout == nil)
        let cleared = try Specifying { service in
            service.command = []
            service.entrypoint = []
        }.made().creation.config
        #expect(cleared.command == [])
        #expect(cleared.entrypoint == [])
    }

    @Test func `the process, its user and its end`() throws {
        let made = try Specifying { service in
            service.command = ["sh", "-c", "sleep 9"]
            service.user = "1000:1000"
            service.workingDirectory = "/work"
            service.hostname = "front"
            service.hasTerminal = true
            service.isInteractive = true
            service.stopSignal = "SIGINT"
            service.stopGracePeriod = .milliseconds(1500)
            service.initProcess = true
            service.isReadOnly = true
        }.made()
        let config = made.creation.config
        #expect(config.command == ["sh", "-c", "sleep 9"])
        #expect(config.user == "1000:1000")
        #expect(config.workingDirectory == "/work")
        #expect(config.hostname == "front")
        #expect(config.hasTerminal)
        #expect(config.opensInput)
        #expect(config.stopSignal == "SIGINT")
        #expect(config.stopTimeout == 1)
        #expect(made.creation.host.usesInit == true)
        #expect(made.creation.host.hasReadOnlyRoot)
    }

    @Test func `ports are exposed and bound, and a port of its own is only exposed`() throws {
        let made = try Specifying { service in
            var local = Port(target: 80, published: "8080")
            local.hostAddress = "127.0.0.1"
            service.ports = [
                local, Port(target: 80, published: nil), Port(target: 53, published: "53", transport: "udp"),
            ]
            service.expose = ["9000-9002", "80", "7000/udp"]
        }.made()
        #expect(
            made.creation.config.exposedPorts == ["80/tcp", "53/udp", "9000/tcp", "9001/tcp", "9002/tcp", "7000/udp"]
        )
        #expect(
            made.creation.host.portBindings == [
                "80/tcp": [
                    PortBinding(hostAddress: "127.0.0.1", hostPort: "8080"), PortBinding(hostAddress: "", hostPort: ""),
                ],
                "53/udp": [PortBinding(hostAddress: "", hostPort: "53")],
            ]
        )
    }

    // MARK: - Health

    @Test func `a healthcheck is handed on as it is`() throws {
        let made = try Specifying { service in
            var check = Healthcheck()
            check.test = ["CMD-SHELL", "true"]
            check.interval = .seconds(5)
            check.timeout = .milliseconds(500)
            check.startPeriod = .seconds(1)
            check.retries = 4
            service.healthcheck = check
        }.made()
        let check = try #require(made.creation.config.healthcheck)
        #expect(check.test == ["CMD-SHELL", "true"])
        #expect(check.interval == .seconds(5))
        #expect(check.timeout == .milliseconds(500))
        #expect(check.startPeriod == .seconds(1))
        #expect(check.startInterval == nil)
        #expect(check.retries == 4)
        #expect(made.warnings == [])
    }

    @Test func `a healthcheck that is disabled overrides the image's`() throws {
        let made = try Specifying { service in
            var check = Healthcheck()
            check.isDisabled = true
            service.healthcheck = check
        }.made()
        #expect(made.creation.config.healthcheck?.test == ["NONE"])
    }

    @Test func `the interval of the start period needs an engine that knows it`() throws {
        var specifying = Specifying { service in
            var check = Healthcheck()
            check.test = ["CMD", "true"]
            check.startInterval = .seconds(1)
            service.healthcheck = check
        }
        let old = try specifying.made()
        #expect(old.creation.config.healthcheck?.startInterval == nil)
        #expect(old.warnings.count == 1)
        #expect(old.warnings.first?.contains("'web'") == true)
        specifying.apiVersion = APIVersion(1, 44)
        let new = try specifying.made()
        #expect(new.creation.config.healthcheck?.startInterval == .seconds(1))
        #expect(new.warnings == [])
    }

    // MARK: - Life and limits

    static let restartPolicies: [(String, RestartPolicy)] = [
        ("no", RestartPolicy(name: "no")),
        ("always", RestartPolicy(name: "always")),
        ("unless-stopped", RestartPolicy(name: "unless-stopped")),
        ("on-failure", RestartPolicy(name: "on-failure")),
        ("on-failure:3", RestartPolicy(name: "on-failure", maximumRetries: 3)),
    ]

    @Test(arguments: ContainerSpecificationTests.restartPolicies) func `restart is a policy`(
        text: String,
        policy: RestartPolicy
    ) throws {
        #expect(try Specifying { $0.restart = text }.made().creation.host.restartPolicy == policy)
    }

    @Test func `the deploy section's restart policy wins`() throws {
        #expect(try Specifying().made().creation.host.restartPolicy == nil)
        let made = try Specifying { service in
            service.restart = "always"
            var policy = Deploy.RestartPolicy()
            policy.condition = "on-failure"
            policy.maxAttempts = 2
            service.deploy = Deploy()
            service.deploy?.restartPolicy = policy
        }.made()
        #expect(made.creation.host.restartPolicy == RestartPolicy(name: "on-failure", maximumRetries: 2))
        let any = try Specifying { service in
            var policy = Deploy.RestartPolicy()
            policy.condition = "any"
            service.deploy = Deploy()
            service.deploy?.restartPolicy = policy
        }.made()
        #expect(any.creation.host.restartPolicy == RestartPolicy(name: "always"))
    }

    @Test func `the deploy section's limits win over those of the service`() throws {
        let made = try Specifying { service in
            service.limits.memory = ByteSize(bytes: 1 << 20)
            service.limits.cpus = 4
            service.limits.pids = 10
            service.limits.sharedMemory = ByteSize(bytes: 1 << 16)
            var limits = Deploy.Resources()
            limits.cpus = 0.5
            limits.memory = ByteSize(bytes: 1 << 26)
            var reservations = Deploy.Resources()
            reservations.memory = ByteSize(bytes: 1 << 24)
            service.deploy = Deploy()
            service.deploy?.limits = limits
            service.deploy?.reservations = reservations
        }.made()
        let resources = made.creation.host.resources
        #expect(resources.memory == 1 << 26)
        #expect(resources.nanoCPUs == 500_000_000)
        #expect(resources.pidsLimit == 10)
        #expect(resources.memoryReservation == 1 << 24)
        #expect(made.creation.host.sharedMemorySize == 1 << 16)
    }

    @Test func `ulimits have two ends`() throws {
        let made = try Specifying { $0.ulimits = ["nproc": .single(7), "nofile": .range(soft: 10, hard: 20)] }.made()
        #expect(
            made.creation.host.resources.ulimits == [
                DockerEngine.Ulimit(name: "nproc", soft: 7, hard: 7),
                DockerEngine.Ulimit(name: "nofile", soft: 10, hard: 20),
            ]
        )
    }

    @Test func `rights are handed on, and unconfined system paths mask nothing`() throws {
        let made = try Specifying { service in
            service.privileged = true
            service.addedCapabilities = ["NET_ADMIN"]
            service.droppedCapabilities = ["ALL"]
            service.securityOptions = ["no-new-privileges:true", "systempaths=unconfined"]
            service.extraHosts = [ExtraHost(name: "db.local", address: "10.0.0.9")]
            service.sysctls = ["net.core.somaxconn": "1024"]
        }.made()
        let host = made.creation.host
        #expect(host.isPrivileged)
        #expect(host.addedCapabilities == ["NET_ADMIN"])
        #expect(host.droppedCapabilities == ["ALL"])
        #expect(host.securityOptions == ["no-new-privileges:true"])
        #expect(host.maskedPaths == [])
        #expect(host.readOnlyPaths == [])
        #expect(host.extraHosts == ["db.local:10.0.0.9"])
        #expect(host.sysctls == ["net.core.somaxconn": "1024"])
    }
}
