import ComposeModel
import Diagnostics
import OrderedCollections
import Testing
import YAML

@testable import ComposeLoader

@Suite struct DecodeTests {
    @Test func `plain attributes reach their fields`() throws {
        let service = try Decoding.service(
            """
            {image: nginx, platform: linux/amd64, container_name: front, user: me, tty: true, stdin_open: 'true', init: false,
             restart: always, stop_signal: INT, stop_grace_period: 1m30s, working_dir: /w, hostname: h, read_only: true,
             privileged: 'yes', group_add: [1, staff], expose: [80, '81-82'], scale: '3', attach: false, runtime: runc,
             cap_add: [A], security_opt: [b], tmpfs: /t, dns_search: a.b, profiles: []}
            """
        )
        #expect(service.image == "nginx")
        #expect(service.platform == "linux/amd64")
        #expect(service.containerName == "front")
        #expect(service.hasTerminal && service.isInteractive && service.privileged && service.isReadOnly)
        #expect(service.initProcess == false)
        #expect(service.attach == false)
        #expect(service.stopGracePeriod == .seconds(90))
        #expect(service.groups == ["1", "staff"])
        #expect(service.expose == ["80", "81-82"])
        #expect(service.scale == 3)
        #expect(service.tmpfs == ["/t"])
        #expect(service.dnsSearch == ["a.b"])
        #expect(service.command == nil)
    }

    @Test func `commands are words, one line is split, and nothing differs from an empty list`() throws {
        #expect(try Decoding.service("{image: a, command: [x, y z]}").command == ["x", "y z"])
        #expect(try Decoding.service("{image: a, command: echo 'a b' c}").command == ["echo", "a b", "c"])
        #expect(try Decoding.service("{image: a, command: []}").command == [])
        #expect(try Decoding.service("{image: a, command: ''}").command == [])
        #expect(try Decoding.service("{image: a, command: null}").command == nil)
        #expect(try Decoding.service("{image: a, entrypoint: ''}").entrypoint == [])
    }

    @Test func `pairs are read from mappings and lists`() throws {
        let map = try Decoding.service("{image: a, environment: {A: 1, B: , C: true, D: 1.50}, labels: {l: }}")
        #expect(map.environment == ["A": "1", "B": nil, "C": "true", "D": "1.5"])
        #expect(map.labels == ["l": ""])
        let list = try Decoding.service("{image: a, environment: [A=1=2, B], labels: [l, m=n]}")
        #expect(list.environment == ["A": "1=2", "B": nil])
        #expect(list.labels == ["l": "", "m": "n"])
    }

    @Test func `a variable whose name ends in a space is refused`() throws {
        let found = try Decoding.project("services: {web: {image: a, environment: ['A =1']}}").diagnostics
        #expect(found.map(\.message) == ["the variable 'A ' ends in a space"])
    }

    @Test func `limits are sizes, durations and numbers`() throws {
        let limits = try Decoding.service(
            "{image: a, mem_limit: 64m, memswap_limit: -1, shm_size: 1024, cpus: '0.5', cpu_shares: 10, pids_limit: 5}"
        ).limits
        #expect(limits.memory == ByteSize(bytes: 67_108_864))
        #expect(limits.memoryAndSwap == ByteSize(bytes: -1))
        #expect(limits.sharedMemory == ByteSize(bytes: 1024))
        #expect(limits.cpus == 0.5)
        #expect(limits.cpuShares == 10)
        #expect(limits.pids == 5)
    }

    @Test(arguments: [
        ("stop_grace_period: abc", "'stop_grace_period' of service 'web' must be a duration, not 'abc'"),
        ("mem_limit: 5 apples", "'mem_limit' of service 'web' must be a size, not '5 apples'"),
        ("scale: many", "'scale' of service 'web' must be a whole number, not 'many'"),
        ("cpus: much", "'cpus' of service 'web' must be a number, not 'much'"),
        ("tty: maybe", "'tty' of service 'web' must be true or false, not 'maybe'"),
        ("healthcheck: {interval: '10'}", "'healthcheck.interval' of service 'web' must be a duration, not '10'"),
        ("gpus: [{count: some}]", "'gpus[0].count' of service 'web' must be 'all' or a number, not 'some'"),
        ("ulimits: {nproc: x}", "'ulimits.nproc' of service 'web' must be a whole number, not 'x'"),
        (
            "ports: [{target: 70000}]",
            "'ports[0].target' of service 'web' must be a port between 0 and 65535, not '70000'"
        ),
        ("ports: [{target: 80, host_ip: foo}]", "'ports[0].host_ip' of service 'web' must be an IP address, not 'foo'"),
        ("volumes: [{type: bind, target: /a}]", "'volumes[0]' of service 'web' needs a 'source'"),
        ("volumes: [{type: volume}]", "'volumes[0]' of service 'web' needs a 'target'"),
        (
            "secrets: [{source: s, mode: '9'}]",
            "'secrets[0].mode' of service 'web' must be permission bits in octal, not '9'"
        ),
        ("extra_hosts: [lonely]", "'lonely' is no host with an address"),
        ("command: echo (", "'echo (' is no command line: a '(' stands outside quotes"),
    ])
    func `a value that cannot be read is reported`(attribute: String, message: String) throws {
        let found = try Decoding.project("services:\n  web:\n    image: a\n    \(attribute)").diagnostics
        #expect(found.map(\.message) == [message])
        #expect(found.first?.location?.line == 4)
    }

    @Test func `a command for a shell is cut with a warning`() throws {
        let result = try Decoding.project("services: {web: {image: a, command: 'make && run'}}")
        #expect(result.project.services["web"]?.command == ["make"])
        #expect(result.diagnostics.map(\.severity) == [.warning])
        #expect(
            result.diagnostics.first?.message
                == "'command' of service 'web' ends before '&& run', because no shell runs it"
        )
    }

    @Test func `ports, mounts and grants keep all their fields`() throws {
        let service = try Decoding.service(
            """
            {image: a, ports: ['127.0.0.1:8080:80/udp', {target: 90, name: n, app_protocol: http, mode: host}],
             volumes: [{type: tmpfs, target: /t, tmpfs: {size: 1k, mode: 0o700}}, './a:/b:ro,Z', {type: bind, source: /c, target: /d}],
             secrets: [{source: s, mode: '0440', uid: '1'}], configs: [{source: c, mode: 288}]}
            """
        )
        var first = Port(target: 80, published: "8080", transport: "udp")
        first.hostAddress = "127.0.0.1"
        var second = Port(target: 90, mode: "host")
        second.name = "n"
        second.applicationProtocol = "http"
        #expect(service.ports == [first, second])
        #expect(service.mounts.map(\.target) == ["/t", "/b", "/d"])
        #expect(service.mounts[0].tmpfs?.size == ByteSize(bytes: 1024))
        #expect(service.mounts[0].tmpfs?.mode == 0o700)
        #expect(service.mounts[1].isReadOnly)
        #expect(service.mounts[1].bind?.selinux == "Z")
        #expect(service.mounts[1].bind?.createsHostPath == true)
        #expect(service.mounts[1].bind?.impliesHostPath == false)
        #expect(service.mounts[2].bind == nil)
        #expect(service.secrets.first?.target == "/run/secrets/s")
        #expect(service.secrets.first?.mode == 0o440)
        #expect(service.configs.first?.mode == 0o440)
    }

    @Test func `host path creation that is only implied is told apart`() throws {
        let service = try Decoding.service(
            "{image: a, volumes: [{type: bind, source: /a, target: /b, bind: {propagation: shared}}]}"
        )
        #expect(service.mounts.first?.bind?.createsHostPath == true)
        #expect(service.mounts.first?.bind?.impliesHostPath == true)
    }

    @Test func `health checks, deploy sections and hooks are read`() throws {
        let service = try Decoding.service(
            """
            {image: a, healthcheck: {test: curl x, interval: 10s, retries: '3', disable: false},
             deploy: {replicas: 2, resources: {limits: {cpus: '0.25', memory: 1g, pids: 7}},
                      restart_policy: {condition: on-failure, max_attempts: 3}, placement: {preferences: [{spread: z}]}},
             post_start: [{command: a b, environment: [X=1]}], develop: {watch: [{path: ./s, action: sync, target: /t}]},
             ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}, gpus: all, blkio_config: {device_read_bps: [{path: /d, rate: 1k}]}}
            """
        )
        #expect(service.healthcheck?.test == ["CMD-SHELL", "curl x"])
        #expect(service.healthcheck?.retries == 3)
        #expect(service.replicas == 2)
        #expect(service.deploy?.limits?.cpus == 0.25)
        #expect(service.deploy?.limits?.memory == ByteSize(bytes: 1 << 30))
        #expect(service.deploy?.restartPolicy?.maxAttempts == 3)
        #expect(service.deploy?.placement.preferences == ["z"])
        #expect(service.postStart.first?.command == ["a", "b"])
        #expect(service.develop?.watch.first?.action == "sync")
        #expect(service.ulimits == ["nproc": .single(5), "nofile": .range(soft: 1, hard: 2)])
        #expect(service.gpus.first?.count == -1)
        #expect(service.limits.blockIO?.readBytes == [.init(path: "/d", rate: ByteSize(bytes: 1024))])
    }

    @Test func `hosts are read from every form`() throws {
        let service = try Decoding.service("{image: a, extra_hosts: ['a=1.1.1.1,2.2.2.2', 'b:[::1]']}")
        #expect(
            service.extraHosts == [
                ExtraHost(name: "a", address: "1.1.1.1"), ExtraHost(name: "a", address: "2.2.2.2"),
                ExtraHost(name: "b", address: "::1"),
            ]
        )
        let mapping = try Decoding.service("{image: a, extra_hosts: {a: 1.1.1.1, b: [x, y]}}")
        #expect(mapping.extraHosts.map(\.address) == ["1.1.1.1", "x", "y"])
    }

    @Test func `resources and extensions are read with their places`() throws {
        let project = try Decoding.cleanProject(
            """
            x-top: {b: 1, a: [true]}
            services:
              web: {image: a, networks: {front: {aliases: [w], priority: 5}, back: }}
            networks:
              front: {driver: bridge, internal: true, ipam: {config: [{subnet: 10.0.0.0/24}], options: {o: v}}}
              back: {external: true, name: real}
            volumes: {data: }
            configs: {c: {content: hi, x-c: 1}}
            models: {m: {model: ai/m, context_size: 5}}
            """
        )
        #expect(project.networks["front"]?.name == "app_front")
        #expect(project.networks["front"]?.ipam.pools.first?.subnet == "10.0.0.0/24")
        #expect(project.networks["front"]?.ipam.options == ["o": "v"])
        #expect(project.networks["back"]?.isExternal == true)
        #expect(project.networks["back"]?.name == "real")
        #expect(project.volumes["data"]?.name == "app_data")
        #expect(project.configs["c"]?.content == "hi")
        #expect(project.configs["c"]?.extensions == ["x-c": .int(1)])
        #expect(project.models.keys == ["m"])
        #expect(project.extensions.keys == ["x-top"])
        let web = try #require(project.services["web"])
        #expect(web.networksByPriority == ["front", "back"])
        #expect(web.locations["image"]?.line == 3)
        #expect(web.locations["networks.front"]?.column == 30)
        #expect(project.locations["services.web"]?.line == 3)
    }

    @Test func `content comes from one place`() throws {
        let found = try Decoding.project(
            """
            secrets: {a: {}, b: {file: x, environment: Y}, c: {external: true}}
            configs: {d: {content: x, file: y}}
            volumes: {v: {external: true, driver: local}}
            """
        ).diagnostics
        #expect(
            found.map(\.message) == [
                "volume 'v' is external, so 'driver' has no effect", "secret 'a' has no content",
                "secret 'b' has 'file' and 'environment', which exclude each other",
                "config 'd' has 'file' and 'content', which exclude each other",
            ]
        )
    }

    @Test(arguments: [
        (1.5, "1.5"), (1.0, "1"), (0.1, "0.1"), (100000.0, "100000"), (1_000_000.0, "1e+06"), (0.00001, "1e-05"),
        (123_456_789.0, "1.23456789e+08"), (-2.50, "-2.5"), (0.00012, "0.00012"), (0.0, "0"),
    ])
    func `numbers are printed as the reference prints them`(number: Double, text: String) {
        #expect(GoNumber.text(number) == text)
    }
}
