import Testing

@testable import DockerEngine

@Suite struct ContainerCreationTests {
    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try EngineJSON.encode(value), as: UTF8.self)
    }

    @Test func `what is not set is not sent`() throws {
        #expect(try json(ContainerCreation(image: "nginx")) == #"{"HostConfig":{},"Image":"nginx"}"#)
        #expect(try json(EndpointSettings()) == "{}")
        #expect(try json(ContainerResources()) == "{}")
        #expect(try json(HealthcheckConfig()) == "{}")
    }

    @Test func `an empty command is sent and one that is unset is not`() throws {
        var config = ContainerConfig(image: "a")
        #expect(try json(config) == #"{"Image":"a"}"#)
        config.command = []
        config.entrypoint = []
        #expect(try json(config) == #"{"Cmd":[],"Entrypoint":[],"Image":"a"}"#)
    }

    @Test func `the container's own settings stand beside the two groups`() throws {
        var creation = ContainerCreation(image: "nginx:1")
        creation.config.hostname = "web"
        creation.config.environment = ["A=1", "B"]
        creation.config.exposedPorts = ["80/tcp", "53/udp", "80/tcp"]
        creation.config.volumes = ["/data"]
        creation.config.labels = ["x": "y/z"]
        creation.config.hasTerminal = true
        creation.config.stopTimeout = 0
        creation.host.networkMode = "shop_default"
        creation.host.usesInit = false
        creation.host.portBindings = ["80/tcp": [PortBinding(hostAddress: "127.0.0.1", hostPort: "8080")]]
        creation.host.restartPolicy = RestartPolicy(name: "on-failure", maximumRetries: 3)
        creation.host.resources.nanoCPUs = 1_500_000_000
        var endpoint = EndpointSettings()
        endpoint.aliases = ["web"]
        endpoint.ipam = EndpointIPAM()
        endpoint.ipam?.ipv4Address = "10.0.0.5"
        endpoint.gatewayPriority = 2
        creation.endpoints = ["shop_default": endpoint]
        let expected =
            #"{"Env":["A=1","B"],"ExposedPorts":{"53/udp":{},"80/tcp":{}},"HostConfig":{"Init":false,"#
            + #""NanoCpus":1500000000,"NetworkMode":"shop_default","#
            + #""PortBindings":{"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}]},"#
            + #""RestartPolicy":{"MaximumRetryCount":3,"Name":"on-failure"}},"Hostname":"web","Image":"nginx:1","#
            + #""Labels":{"x":"y/z"},"NetworkingConfig":{"EndpointsConfig":{"shop_default":{"Aliases":["web"],"#
            + #""GwPriority":2,"IPAMConfig":{"IPv4Address":"10.0.0.5"}}}},"StopTimeout":0,"Tty":true,"#
            + #""Volumes":{"/data":{}}}"#
        #expect(try json(creation) == expected)
    }

    @Test func `durations of a healthcheck are nanoseconds`() throws {
        var check = HealthcheckConfig()
        check.test = ["CMD-SHELL", "true"]
        check.interval = .milliseconds(1500)
        check.startInterval = .seconds(2)
        check.retries = 0
        #expect(
            try json(check)
                == #"{"Interval":1500000000,"Retries":0,"StartInterval":2000000000,"Test":["CMD-SHELL","true"]}"#
        )
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
    }

    @Test func `each kind of mount sends its own options`() throws {
        var bind = MountConfig(type: "bind", source: "/src", target: "/dst")
        bind.isReadOnly = true
        bind.bind = MountConfig.BindOptions()
        bind.bind?.propagation = "rslave"
        bind.bind?.createsSource = true
        var volume = MountConfig(type: "volume", source: "data", target: "/data")
        volume.volume = MountConfig.VolumeOptions()
        volume.volume?.skipsCopy = true
        volume.volume?.subpath = "a/b"
        volume.volume?.driver = "nfs"
        var memory = MountConfig(type: "tmpfs", target: "/run")
        memory.tmpfs = MountConfig.TmpfsOptions()
        memory.tmpfs?.bytes = 64
        memory.tmpfs?.mode = 0o1777
        var image = MountConfig(type: "image", source: "alpine", target: "/alpine")
        image.image = MountConfig.ImageOptions()
        image.image?.subpath = "etc"
        let expected =
            #"[{"BindOptions":{"CreateMountpoint":true,"Propagation":"rslave"},"ReadOnly":true,"Source":"/src","#
            + #""Target":"/dst","Type":"bind"},{"Source":"data","Target":"/data","Type":"volume","VolumeOptions":"#
            + #"{"DriverConfig":{"Name":"nfs"},"NoCopy":true,"Subpath":"a/b"}},{"Target":"/run","TmpfsOptions":"#
            + #"{"Mode":1023,"SizeBytes":64},"Type":"tmpfs"},{"ImageOptions":{"Subpath":"etc"},"Source":"alpine","#
            + #""Target":"/alpine","Type":"image"}]"#
        #expect(try json([bind, volume, memory, image]) == expected)
    }

    @Test func `empty path lists unmask everything and nil ones keep the engine's`() throws {
        var host = HostConfig()
        host.maskedPaths = []
        host.readOnlyPaths = []
        #expect(try json(host) == #"{"MaskedPaths":[],"ReadonlyPaths":[]}"#)
    }

    @Test func `resources keep the engine's spelling`() throws {
        var resources = ContainerResources()
        resources.memorySwap = -1
        resources.blkioWeightDevices = [BlkioWeight(path: "/dev/sda", weight: 10)]
        resources.blkioReadOperations = [BlkioRate(path: "/dev/sda", rate: 5)]
        resources.devices = [DeviceMapping(hostPath: "/dev/a", containerPath: "/dev/b")]
        resources.ulimits = [Ulimit(name: "nofile", soft: 1, hard: 2)]
        var gpu = DeviceRequest()
        gpu.count = -1
        gpu.capabilities = [["gpu"]]
        resources.deviceRequests = [gpu]
        let expected =
            #"{"BlkioDeviceReadIOps":[{"Path":"/dev/sda","Rate":5}],"#
            + #""BlkioWeightDevice":[{"Path":"/dev/sda","Weight":10}],"#
            + #""DeviceRequests":[{"Capabilities":[["gpu"]],"Count":-1}],"#
            + #""Devices":[{"CgroupPermissions":"rwm","PathInContainer":"/dev/b","PathOnHost":"/dev/a"}],"#
            + #""MemorySwap":-1,"Ulimits":[{"Hard":2,"Name":"nofile","Soft":1}]}"#
        #expect(try json(resources) == expected)
    }

    @Test func `an endpoint can be made again as it was`() throws {
        let text = #"{"IPAMConfig":{"IPv4Address":"10.0.0.9"},"Aliases":["db"],"GwPriority":1,"IPAddress":"10.0.0.9"}"#
        let seen = try EngineJSON.decode(NetworkEndpoint.self, from: Array(text.utf8), answering: "GET", "/")
        #expect(
            try json(seen.settings) == #"{"Aliases":["db"],"GwPriority":1,"IPAMConfig":{"IPv4Address":"10.0.0.9"}}"#
        )
    }
}
