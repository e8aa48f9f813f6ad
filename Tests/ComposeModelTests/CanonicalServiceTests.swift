import OrderedCollections
import Testing

@testable import ComposeModel

/// A service with every attribute set, part by part.
@Suite struct CanonicalServiceTests {
    private func json(_ service: Service, _ name: String, edition: CanonicalForm.Edition = .current) -> String? {
        service.canonical(in: CanonicalForm(.json, edition: edition))[name]?.compactJSON
    }

    private func yaml(_ service: Service, _ name: String) -> String? {
        service.canonical(in: .yaml)[name]?.compactJSON
    }

    @Test func `attributes stand in the order of the reference`() {
        let names = CompleteService.make().canonical.fields.map { $0.name }
        #expect(
            names.joined(separator: " ") == """
                profiles annotations attach build develop blkio_config cap_add cap_drop cgroup_parent cgroup cpu_count \
                cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpus cpuset cpu_shares command configs \
                container_name credential_spec depends_on deploy device_cgroup_rules devices dns dns_opt dns_search \
                domainname entrypoint provider environment env_file expose external_links extra_hosts group_add gpus \
                hostname healthcheck image init ipc isolation labels label_file links logging mem_limit \
                mem_reservation memswap_limit mem_swappiness mac_address models network_mode networks \
                oom_kill_disable oom_score_adj pid pids_limit platform ports privileged pull_policy read_only restart \
                runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt \
                sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir \
                pre_start post_start pre_stop
                """
        )
    }

    @Test func `an empty service prints its unset commands in JSON only`() {
        #expect(Service(name: "web").canonical.compactJSON == #"{"command":null,"entrypoint":null}"#)
        #expect(Service(name: "web").canonical(in: .yaml).isEmpty)
    }

    @Test func `a cleared command is printed in both syntaxes`() {
        var service = Service(name: "web")
        service.command = []
        #expect(json(service, "command") == "[]")
        #expect(yaml(service, "command") == "[]")
    }

    @Test func `values take the form that the engine never misreads`() {
        let service = CompleteService.make()
        #expect(json(service, "cpus") == "0.1")
        #expect(json(service, "mem_limit") == #""67108864""#)
        #expect(json(service, "memswap_limit") == #""-1""#)
        #expect(json(service, "stop_grace_period") == #""1m0s""#)
        #expect(json(service, "scale") == "0")
        #expect(json(service, "extra_hosts") == #"["a=::1","z=1.2.3.4"]"#)
        #expect(json(service, "environment") == #"{"A":"1","B":null}"#)
        #expect(json(service, "networks") == #"{"back":{"aliases":["db"],"priority":5},"front":null}"#)
        #expect(json(service, "secrets") == #"[{"source":"key","target":"/key","uid":"1","gid":"2","mode":"0440"}]"#)
        #expect(
            json(service, "depends_on") == #"{"db":{"condition":"service_healthy","restart":true,"required":false}}"#
        )
        #expect(json(service, "credential_spec") == #"{"config":"c","file":"f"}"#)
        #expect(json(service, "models") == #"{"big":null,"small":{"endpoint_var":"URL","model_var":"NAME"}}"#)
    }

    @Test func `a healthcheck prints durations of zero`() {
        #expect(
            json(CompleteService.make(), "healthcheck")
                == #"{"test":["CMD","true"],"timeout":"10ms","interval":"1m30s","retries":0,"start_period":"0s"}"#
        )
    }

    @Test func `deploy shows its empty parts in JSON only`() {
        var service = Service(name: "web")
        service.deploy = Deploy()
        #expect(json(service, "deploy") == #"{"resources":{},"placement":{}}"#)
        #expect(yaml(service, "deploy") == "{}")
    }

    @Test func `deploy prints every policy`() {
        #expect(
            json(CompleteService.make(), "deploy")
                == #"""
                {"mode":"replicated","replicas":2,"labels":{"a":"b"},\#
                "update_config":{"parallelism":0,"delay":"10s","max_failure_ratio":0.3,"order":"start-first"},\#
                "resources":{"limits":{"cpus":0.25,"memory":"1024","pids":10},\#
                "reservations":{"devices":[{"capabilities":["gpu"],"count":-1}],\#
                "generic_resources":[{"discrete_resource_spec":{"kind":"ssd","value":3}}]}},\#
                "restart_policy":{"condition":"any","delay":"0s","max_attempts":3},\#
                "placement":{"constraints":["node.role==manager"],"preferences":[{"spread":"zone"}],\#
                "max_replicas_per_node":2},"endpoint_mode":"vip"}
                """#
        )
    }

    @Test func `a watch without a command to run has an empty one in JSON`() {
        let service = CompleteService.make()
        #expect(
            json(service, "develop")
                == #"{"watch":[{"path":"/src","action":"sync","target":"/app","exec":{"command":null},"ignore":["*.o"]}]}"#
        )
        #expect(
            yaml(service, "develop")
                == #"{"watch":[{"path":"/src","action":"sync","target":"/app","ignore":["*.o"]}]}"#
        )
    }

    @Test func `limits of block devices are capitalised in JSON`() {
        let service = CompleteService.make()
        #expect(
            json(service, "blkio_config")
                == #"""
                {"weight":300,"weight_device":[{"Path":"/dev/sda","Weight":400}],\#
                "device_read_bps":[{"Path":"/dev/sdb","Rate":"1024"}]}
                """#
        )
        #expect(
            yaml(service, "blkio_config")
                == #"""
                {"weight":300,"weight_device":[{"path":"/dev/sda","weight":400}],\#
                "device_read_bps":[{"path":"/dev/sdb","rate":"1024"}]}
                """#
        )
    }

    @Test func `a ulimit of zero is shown in YAML only`() {
        let service = CompleteService.make()
        #expect(json(service, "ulimits") == #"{"nofile":{"hard":5},"nproc":7}"#)
        #expect(yaml(service, "ulimits") == #"{"nofile":{"soft":0,"hard":5},"nproc":7}"#)
    }

    @Test func `editions differ in bind mounts`() {
        let service = CompleteService.make()
        #expect(
            json(service, "volumes", edition: .compose2)
                == #"""
                [{"type":"bind","source":"/srv","target":"/data","read_only":true,"bind":{"create_host_path":true}},\#
                {"type":"bind","source":"/etc","target":"/etc","bind":{"propagation":"rshared"}},\#
                {"type":"tmpfs","target":"/tmp","tmpfs":{"size":"1024","mode":511}}]
                """#
        )
        #expect(
            json(service, "volumes", edition: .compose5)
                == #"""
                [{"type":"bind","source":"/srv","target":"/data","read_only":true,"bind":{}},\#
                {"type":"bind","source":"/etc","target":"/etc",\#
                "bind":{"propagation":"rshared","create_host_path":false}},\#
                {"type":"tmpfs","target":"/tmp","tmpfs":{"size":"1024","mode":511}}]
                """#
        )
    }

    @Test func `editions differ in env files`() {
        let service = CompleteService.make()
        #expect(
            json(service, "env_file", edition: .compose2)
                == #"["/a.env",{"path":"/b.env","required":false,"format":"raw"}]"#
        )
        #expect(
            json(service, "env_file", edition: .compose5)
                == #"[{"path":"/a.env"},{"path":"/b.env","required":false,"format":"raw"}]"#
        )
    }

    @Test func `a build prints its fields in order`() {
        #expect(
            json(CompleteService.make(), "build")
                == #"""
                {"context":"/src","dockerfile":"Dockerfile","args":{"A":"1","B":null},"ssh":["default","key: /k"],\#
                "no_cache":true,"extra_hosts":["h=1.2.3.4"],"target":"release","shm_size":"1024",\#
                "ulimits":{"nproc":7},"platforms":["linux/amd64"]}
                """#
        )
    }
}
