internal import OrderedCollections

extension Service {
    /// The service as JSON output and the config hash have it.
    package var canonical: CanonicalObject { canonical(in: .json) }

    package func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        addFromProfilesToCommand(to: &object, form)
        addFromConfigsToEnvironment(to: &object, form)
        addFromExposeToModels(to: &object)
        addFromNetworkModeToSharedMemory(to: &object)
        addFromInteractiveToPreStop(to: &object, form)
        return object
    }

    private func addFromProfilesToCommand(to object: inout CanonicalObject, _ form: CanonicalForm) {
        object.add("profiles", profiles)
        object.add("annotations", annotations)
        object.add("attach", evenFalse: attach)
        object.add("build", part: build?.canonical(in: form))
        object.add("develop", part: develop?.canonical(in: form))
        object.add("blkio_config", part: limits.blockIO?.canonical(in: form))
        object.add("cap_add", addedCapabilities)
        object.add("cap_drop", droppedCapabilities)
        object.add("cgroup_parent", limits.cgroupParent)
        object.add("cgroup", cgroup)
        object.add("cpu_count", limits.cpuCount)
        object.add("cpu_percent", limits.cpuPercent)
        object.add("cpu_period", limits.cpuPeriod)
        object.add("cpu_quota", limits.cpuQuota)
        object.add("cpu_rt_period", limits.cpuRealtimePeriod)
        object.add("cpu_rt_runtime", limits.cpuRealtimeRuntime)
        object.add("cpus", limits.cpus)
        object.add("cpuset", limits.cpuSet)
        object.add("cpu_shares", limits.cpuShares)
        object.add("command", command: command, in: form)
    }

    private func addFromConfigsToEnvironment(to object: inout CanonicalObject, _ form: CanonicalForm) {
        object.add("configs", parts: configs.map { $0.canonical })
        object.add("container_name", containerName)
        object.add("credential_spec", credentialSpec?.shaped(["config", "file", "registry"]))
        object.add("depends_on", mapping: dependencies) { .object($0.canonical) }
        object.add("deploy", part: deploy?.canonical(in: form))
        object.add("device_cgroup_rules", limits.deviceCgroupRules)
        object.add("devices", parts: devices.map { $0.canonical })
        object.add("dns", dns)
        object.add("dns_opt", dnsOptions)
        object.add("dns_search", dnsSearch)
        object.add("domainname", domainName)
        object.add("entrypoint", command: entrypoint, in: form)
        object.add("provider", part: provider?.canonical)
        object.add("environment", environment)
        if !environmentFiles.isEmpty {
            object.add("env_file", CanonicalValue.list(environmentFiles.map { $0.canonical(in: form) }))
        }
    }

    private func addFromExposeToModels(to object: inout CanonicalObject) {
        object.add("expose", expose)
        object.add("external_links", externalLinks)
        object.add("extra_hosts", ExtraHost.canonical(extraHosts))
        object.add("group_add", groups)
        object.add("gpus", parts: gpus.map { $0.canonical })
        object.add("hostname", hostname)
        object.add("healthcheck", part: healthcheck?.canonical)
        object.add("image", image)
        object.add("init", evenFalse: initProcess)
        object.add("ipc", ipc)
        object.add("isolation", isolation)
        object.add("labels", labels)
        object.add("label_file", labelFiles)
        object.add("links", links)
        object.add("logging", part: logging?.canonical)
        object.add("mem_limit", limits.memory)
        object.add("mem_reservation", limits.memoryReservation)
        object.add("memswap_limit", limits.memoryAndSwap)
        object.add("mem_swappiness", limits.swappiness)
        object.add("mac_address", macAddress)
        object.add("models", mapping: models) { $0.shaped(["endpoint_var", "model_var"]) }
    }

    private func addFromNetworkModeToSharedMemory(to object: inout CanonicalObject) {
        object.add("network_mode", networkMode)
        object.add("networks", mapping: networks) { network in
            network.map { CanonicalValue.object($0.canonical) } ?? CanonicalValue.null
        }
        object.add("oom_kill_disable", limits.disablesOutOfMemoryKiller)
        object.add("oom_score_adj", limits.outOfMemoryScore)
        object.add("pid", pid)
        object.add("pids_limit", limits.pids)
        object.add("platform", platform)
        object.add("ports", parts: ports.map { $0.canonical })
        object.add("privileged", privileged)
        object.add("pull_policy", pullPolicy)
        object.add("read_only", isReadOnly)
        object.add("restart", restart)
        object.add("runtime", runtime)
        object.add("scale", evenZero: scale)
        object.add("secrets", parts: secrets.map { $0.canonical })
        object.add("security_opt", securityOptions)
        object.add("shm_size", limits.sharedMemory)
    }

    private func addFromInteractiveToPreStop(to object: inout CanonicalObject, _ form: CanonicalForm) {
        object.add("stdin_open", isInteractive)
        object.add("stop_grace_period", evenZero: stopGracePeriod)
        object.add("stop_signal", stopSignal)
        object.add("storage_opt", storageOptions)
        object.add("sysctls", sysctls)
        object.add("tmpfs", tmpfs)
        object.add("tty", hasTerminal)
        object.add("ulimits", mapping: ulimits) { $0.canonical(in: form) }
        object.add("use_api_socket", usesEngineSocket)
        object.add("user", user)
        object.add("userns_mode", userNamespaceMode)
        object.add("uts", uts)
        object.add("volumes", parts: mounts.map { $0.canonical(in: form) })
        object.add("volumes_from", volumesFrom)
        object.add("working_dir", workingDirectory)
        object.add("pre_start", parts: preStart.map { $0.canonical(in: form) })
        object.add("post_start", parts: postStart.map { $0.canonical(in: form) })
        object.add("pre_stop", parts: preStop.map { $0.canonical(in: form) })
    }
}
