import ComposeModel
import OrderedCollections
import YAML

extension Service {
    init(name: String, _ reader: MappingReader) {
        self.init(name: name)
        locations = SourceMap(reader.mapping, at: reader.location)
        profiles = reader.strings("profiles")
        extensions = reader.extensions
        readImage(reader)
        readIdentity(reader)
        readLifecycle(reader)
        readConnections(reader)
        readStorage(reader)
        readPermissions(reader)
        limits = ResourceLimits(reader)
    }

    private mutating func readImage(_ reader: MappingReader) {
        image = reader.text("image")
        build = reader.section("build").map { Build($0) }
        platform = reader.text("platform")
        pullPolicy = reader.text("pull_policy")
        command = reader.command("command")
        entrypoint = reader.command("entrypoint")
        provider = reader.section("provider").map { ServiceProvider($0) }
    }

    private mutating func readIdentity(_ reader: MappingReader) {
        environment = reader.variables("environment")
        environmentFiles = reader.sections("env_file").compactMap { file in
            file.text("path").map {
                EnvironmentFile(path: $0, required: file.bool("required") ?? true, format: file.text("format"))
            }
        }
        labels = reader.pairs("labels")
        labelFiles = reader.strings("label_file")
        annotations = reader.pairs("annotations")
        workingDirectory = reader.text("working_dir")
        user = reader.text("user")
        groups = reader.strings("group_add")
        hostname = reader.text("hostname")
        domainName = reader.text("domainname")
        containerName = reader.text("container_name")
        isInteractive = reader.flag("stdin_open")
        hasTerminal = reader.flag("tty")
        initProcess = reader.bool("init")
    }

    private mutating func readLifecycle(_ reader: MappingReader) {
        dependencies = reader.dependencies("depends_on")
        healthcheck = reader.section("healthcheck").map { Healthcheck($0) }
        restart = reader.text("restart")
        stopSignal = reader.text("stop_signal")
        stopGracePeriod = reader.duration("stop_grace_period")
        scale = reader.int("scale")
        deploy = reader.section("deploy").map { Deploy($0) }
        // Both say how many containers there are; a difference between them is found later.
        if let scale, deploy != nil, deploy?.replicas == nil { deploy?.replicas = scale }
        develop = reader.section("develop").map { Develop($0) }
        attach = reader.bool("attach")
        preStart = reader.sections("pre_start").map { Hook($0) }
        postStart = reader.sections("post_start").map { Hook($0) }
        preStop = reader.sections("pre_stop").map { Hook($0) }
        logging = reader.section("logging").map { Logging($0) }
    }

    private mutating func readConnections(_ reader: MappingReader) {
        networkMode = reader.text("network_mode")
        networks = reader.serviceNetworks("networks")
        ports = reader.sections("ports").compactMap { Port($0) }
        expose = reader.strings("expose")
        links = reader.strings("links")
        externalLinks = reader.strings("external_links")
        extraHosts = reader.extraHosts("extra_hosts")
        dns = reader.strings("dns")
        dnsOptions = reader.strings("dns_opt")
        dnsSearch = reader.strings("dns_search")
        macAddress = reader.text("mac_address")
        models = reader.serviceModels("models")
    }

    private mutating func readStorage(_ reader: MappingReader) {
        mounts = reader.sections("volumes").compactMap { Mount($0) }
        volumesFrom = reader.strings("volumes_from")
        tmpfs = reader.strings("tmpfs")
        secrets = reader.sections("secrets").map { FileReference($0) }
        configs = reader.sections("configs").map { FileReference($0) }
        storageOptions = reader.pairs("storage_opt")
        isReadOnly = reader.flag("read_only")
    }

    private mutating func readPermissions(_ reader: MappingReader) {
        privileged = reader.flag("privileged")
        addedCapabilities = reader.strings("cap_add")
        droppedCapabilities = reader.strings("cap_drop")
        securityOptions = reader.strings("security_opt")
        ipc = reader.text("ipc")
        pid = reader.text("pid")
        uts = reader.text("uts")
        userNamespaceMode = reader.text("userns_mode")
        cgroup = reader.text("cgroup")
        isolation = reader.text("isolation")
        runtime = reader.text("runtime")
        sysctls = reader.pairs("sysctls")
        ulimits = reader.ulimits("ulimits")
        devices = reader.sections("devices").map { DeviceMapping($0) }
        gpus = reader.sections("gpus").map { DeviceRequest($0) }
        usesEngineSocket = reader.flag("use_api_socket")
        credentialSpec = reader.section("credential_spec").map {
            CanonicalValue(fields: ["config", "file", "registry"], of: $0)
        }
    }
}
