import ComposeModel
import OrderedCollections

/// A service in which no attribute has its default.
enum CompleteService {
    static func make() -> Service {
        var service = Service(name: "web")
        setProcess(&service)
        setLife(&service)
        setNetwork(&service)
        setStorage(&service)
        setLimits(&service)
        return service
    }

    private static func setProcess(_ service: inout Service) {
        service.profiles = ["debug"]
        service.annotations = ["a": "b"]
        service.attach = false
        service.build = build()
        service.image = "nginx"
        service.platform = "linux/amd64"
        service.pullPolicy = "always"
        service.command = ["run"]
        service.entrypoint = ["/init"]
        service.provider = ServiceProvider(type: "cloud")
        service.environment = ["B": nil, "A": "1"]
        service.environmentFiles = [
            EnvironmentFile(path: "/a.env"), EnvironmentFile(path: "/b.env", required: false, format: "raw"),
        ]
        service.labels = ["l": "m"]
        service.labelFiles = ["/labels"]
        service.workingDirectory = "/work"
        service.user = "app"
        service.groups = ["wheel"]
        service.hostname = "host"
        service.domainName = "example.org"
        service.containerName = "one"
        service.isInteractive = true
        service.hasTerminal = true
        service.initProcess = false
    }

    private static func build() -> Build {
        var build = Build()
        build.context = "/src"
        build.dockerfile = "Dockerfile"
        build.arguments = ["B": nil, "A": "1"]
        build.ssh = ["default": "", "key": "/k"]
        build.ignoresCache = true
        build.extraHosts = [ExtraHost(name: "h", address: "1.2.3.4")]
        build.target = "release"
        build.sharedMemory = ByteSize(bytes: 1024)
        build.ulimits = ["nproc": .single(7)]
        build.platforms = ["linux/amd64"]
        return build
    }

    private static func setLife(_ service: inout Service) {
        service.dependencies = ["db": Dependency(condition: .healthy, restart: true, required: false)]
        var healthcheck = Healthcheck()
        healthcheck.test = ["CMD", "true"]
        healthcheck.interval = .seconds(90)
        healthcheck.timeout = .milliseconds(10)
        healthcheck.startPeriod = .zero
        healthcheck.retries = 0
        service.healthcheck = healthcheck
        service.restart = "always"
        service.stopSignal = "SIGTERM"
        service.stopGracePeriod = .seconds(60)
        service.scale = 0
        service.deploy = deploy()
        var trigger = Develop.Trigger(path: "/src", action: "sync")
        trigger.target = "/app"
        trigger.ignore = ["*.o"]
        var develop = Develop()
        develop.watch = [trigger]
        service.develop = develop
        var hook = Hook()
        hook.command = ["true"]
        service.preStart = [hook]
        service.postStart = [hook]
        service.preStop = [hook]
    }

    private static func deploy() -> Deploy {
        var update = Deploy.UpdatePolicy()
        update.parallelism = 0
        update.delay = .seconds(10)
        update.monitor = .zero
        update.maxFailureRatio = 0.3
        update.order = "start-first"
        var limits = Deploy.Resources()
        limits.cpus = 0.25
        limits.memory = ByteSize(bytes: 1024)
        limits.pids = 10
        var device = DeviceRequest()
        device.capabilities = ["gpu"]
        device.count = -1
        var reservations = Deploy.Resources()
        reservations.devices = [device]
        reservations.genericResources = [Deploy.GenericResource(kind: "ssd", value: 3)]
        var restart = Deploy.RestartPolicy()
        restart.condition = "any"
        restart.delay = .zero
        restart.maxAttempts = 3

        var deploy = Deploy()
        deploy.mode = "replicated"
        deploy.replicas = 2
        deploy.labels = ["a": "b"]
        deploy.updatePolicy = update
        deploy.limits = limits
        deploy.reservations = reservations
        deploy.restartPolicy = restart
        deploy.placement.constraints = ["node.role==manager"]
        deploy.placement.preferences = ["zone"]
        deploy.placement.maxReplicasPerNode = 2
        deploy.endpointMode = "vip"
        return deploy
    }

    private static func setNetwork(_ service: inout Service) {
        var back = ServiceNetwork()
        back.aliases = ["db"]
        back.priority = 5
        service.networkMode = "bridge"
        service.networks = ["front": nil, "back": back]
        service.ports = [Port(target: 80, published: "8080")]
        service.expose = ["80"]
        service.links = ["db"]
        service.externalLinks = ["other"]
        service.extraHosts = [ExtraHost(name: "z", address: "1.2.3.4"), ExtraHost(name: "a", address: "::1")]
        service.dns = ["9.9.9.9"]
        service.dnsOptions = ["use-vc"]
        service.dnsSearch = ["example.org"]
        service.macAddress = "02:42:ac:11:00:02"
        let model: [(key: String, value: CanonicalValue)] = [
            (key: "model_var", value: .string("NAME")),
            (key: "endpoint_var", value: .string("URL")),
        ]
        service.models = ["small": CanonicalValue.map(model), "big": CanonicalValue.null]
    }

    private static func setStorage(_ service: inout Service) {
        var created = Mount(.bind, source: "/srv", target: "/data")
        created.isReadOnly = true
        var createdOptions = Mount.BindOptions()
        createdOptions.createsHostPath = true
        created.bind = createdOptions
        var existing = Mount(.bind, source: "/etc", target: "/etc")
        var existingOptions = Mount.BindOptions()
        existingOptions.propagation = "rshared"
        existing.bind = existingOptions
        var memory = Mount(.tmpfs, target: "/tmp")
        var memoryOptions = Mount.TmpfsOptions()
        memoryOptions.size = ByteSize(bytes: 1024)
        memoryOptions.mode = 0o777
        memory.tmpfs = memoryOptions
        service.mounts = [created, existing, memory]
        service.volumesFrom = ["db"]
        service.tmpfs = ["/run"]
        var secret = FileReference(source: "key")
        secret.target = "/key"
        secret.uid = "1"
        secret.gid = "2"
        secret.mode = 0o440
        service.secrets = [secret]
        service.configs = [FileReference(source: "site")]
        service.storageOptions = ["size": "1G"]
        service.isReadOnly = true
    }

    private static func setLimits(_ service: inout Service) {
        service.privileged = true
        service.addedCapabilities = ["NET_ADMIN"]
        service.droppedCapabilities = ["KILL"]
        service.securityOptions = ["label=disable"]
        service.ipc = "host"
        service.pid = "host"
        service.uts = "host"
        service.userNamespaceMode = "host"
        service.cgroup = "host"
        service.isolation = "default"
        service.runtime = "runc"
        service.sysctls = ["net.core.somaxconn": "1024"]
        service.ulimits = ["nproc": .single(7), "nofile": .range(soft: 0, hard: 5)]
        service.devices = [DeviceMapping(source: "/dev/a", target: "/dev/b")]
        service.gpus = [DeviceRequest()]
        service.usesEngineSocket = true
        let credentials: [(key: String, value: CanonicalValue)] = [
            (key: "file", value: .string("f")),
            (key: "config", value: .string("c")),
        ]
        service.credentialSpec = CanonicalValue.map(credentials)
        service.logging = Logging()
        service.limits = limits()
    }

    private static func limits() -> ResourceLimits {
        var block = ResourceLimits.BlockIO()
        block.weight = 300
        block.deviceWeights = [ResourceLimits.DeviceWeight(path: "/dev/sda", weight: 400)]
        block.readBytes = [ResourceLimits.DeviceRate(path: "/dev/sdb", rate: ByteSize(bytes: 1024))]
        var limits = ResourceLimits()
        limits.blockIO = block
        limits.cgroupParent = "parent"
        limits.cpuCount = 1
        limits.cpuPercent = 50
        limits.cpuPeriod = 1
        limits.cpuQuota = 1
        limits.cpuRealtimePeriod = 1
        limits.cpuRealtimeRuntime = 1
        limits.cpus = 0.1
        limits.cpuSet = "0-1"
        limits.cpuShares = 1
        limits.deviceCgroupRules = ["c 1:3 mr"]
        limits.memory = ByteSize(bytes: 67_108_864)
        limits.memoryReservation = ByteSize(bytes: 1024)
        limits.memoryAndSwap = ByteSize(bytes: -1)
        limits.swappiness = ByteSize(bytes: 60)
        limits.disablesOutOfMemoryKiller = true
        limits.outOfMemoryScore = -500
        limits.pids = 100
        limits.sharedMemory = ByteSize(bytes: 1024)
        return limits
    }
}
