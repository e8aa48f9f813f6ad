import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct SchemaTests {
    private func findings(_ text: String, isLenient: Bool = false) throws -> [Diagnostic] {
        var collector = DiagnosticCollector()
        SchemaCheck.check(try YAMLNode.parsed(text), isLenient: isLenient, into: &collector)
        return collector.diagnostics
    }

    private func finding(inService attributes: String) throws -> Diagnostic {
        let found = try findings("services: {web: \(attributes)}")
        #expect(found.count == 1)
        return try #require(found.first)
    }

    @Test func `an unknown key is reported at the key with the nearest known one`() throws {
        let found = try findings("services:\n  web:\n    imagee: nginx\n")
        #expect(
            found == [
                Diagnostic(
                    .error,
                    "unknown key 'imagee' in service 'web'",
                    path: "services.web.imagee",
                    at: Diagnostics.SourceLocation(file: "compose.yaml", line: 3, column: 5),
                    hint: "did you mean 'image'?"
                )
            ]
        )
    }

    @Test func `an unknown key deeper down says where it stands`() throws {
        let found = try finding(inService: "{build: {contxt: .}}")
        #expect(found.message == "unknown key 'contxt' in 'build' of service 'web'")
        #expect(found.hint == "did you mean 'context'?")
    }

    @Test func `a service at the top level is told where services go`() throws {
        let found = try findings("cache: {image: redis}")
        #expect(found.map(\.message) == ["unknown key 'cache' at the top level"])
        #expect(found.first?.hint == "put services under a 'services' key")
    }

    @Test func `extensions are welcome nearly everywhere`() throws {
        #expect(
            try findings(
                """
                x-common: {anything: [goes]}
                services:
                  web: {image: a, x-note: 1, build: {x-b: 1}, healthcheck: {x-h: 1}, depends_on: {}}
                networks: {n: {x-n: 1, ipam: {x-i: 1}}}
                """
            ).isEmpty
        )
        #expect(try finding(inService: "{blkio_config: {x-no: 1}}").message.hasPrefix("unknown key 'x-no'"))
    }

    @Test(arguments: [
        ("{image: [a]}", "'image' of service 'web' must be a string, not a list"),
        ("{image: 5}", "'image' of service 'web' must be a string, not the number 5"),
        ("{ports: '80:80'}", "'ports' of service 'web' must be a list, not a string"),
        ("{environment: }", "'environment' of service 'web' must be a mapping or a list, not empty"),
        (
            "{environment: {A: [b]}}",
            "'environment.A' of service 'web' must be a string, a number, true or false or empty, not a list"
        ),
        ("{command: [a, 2]}", "'command[1]' of service 'web' must be a string, not the number 2"),
        ("{ports: [true]}", "'ports[0]' of service 'web' must be a number, a string or a mapping, not true"),
        ("{privileged: 1}", "'privileged' of service 'web' must be true or false or a string, not the number 1"),
        ("{scale: 1.5}", "'scale' of service 'web' must be a whole number or a string, not the number 1.5"),
        ("[]", "service 'web' must be a mapping, not a list"),
    ])
    func `a value of the wrong kind is told what is accepted`(attributes: String, message: String) throws {
        #expect(try finding(inService: attributes).message == message)
    }

    @Test(arguments: [
        (
            "{cgroup: hst}", "'cgroup' of service 'web' must be one of 'host', 'private', not 'hst'",
            "did you mean 'host'?"
        ),
        (
            "{depends_on: {db: {condition: service_helthy}}}",
            "'depends_on.db.condition' of service 'web' must be one of 'service_started', 'service_healthy', "
                + "'service_completed_successfully', not 'service_helthy'",
            "did you mean 'service_healthy'?"
        ),
        ("{gpus: al}", "'gpus' of service 'web' must be 'all', not 'al'", "did you mean 'all'?"),
    ])
    func `a word that is not accepted is told which are`(attributes: String, message: String, hint: String) throws {
        let found = try finding(inService: attributes)
        #expect(found.message == message)
        #expect(found.hint == hint)
    }

    @Test(arguments: ["always", "missing", "if_not_present", "daily", "every_12h", "every_1w2d"])
    func `pull policies are known`(policy: String) throws {
        #expect(try findings("services: {web: {pull_policy: \(policy)}}").isEmpty)
    }

    @Test(arguments: ["sometimes", "every_", "every_h", "every_5x", "every_5"])
    func `other pull policies are not`(policy: String) throws {
        #expect(try finding(inService: "{pull_policy: \(policy)}").message.contains("not '\(policy)'"))
    }

    @Test func `names are held to their letters and numbers to their range`() throws {
        let found = try findings("services: {'my web': {image: a, oom_score_adj: 2000, container_name: a}}")
        #expect(
            found.map(\.message) == [
                "the key 'my web' must be a name of letters, digits, '.', '_' and '-'",
                "'oom_score_adj' of service 'my web' must be between -1000 and 1000, not 2000",
                "'container_name' of service 'my web' must be two or more letters, digits, '.', '_' and '-', "
                    + "starting with a letter or digit, not 'a'",
            ]
        )
    }

    @Test func `a key that must be there is missed`() throws {
        let found = try finding(inService: "{image: a, develop: {watch: [{path: ./src}]}}")
        #expect(found.message == "'action' is missing in 'develop.watch[0]' of service 'web'")
    }

    @Test func `a value that stands twice is reported with the place of the first`() throws {
        let found = try findings("services:\n  web:\n    security_opt:\n      - a\n      - b\n      - a\n")
        #expect(found.map(\.message) == ["'security_opt' of service 'web' repeats 'a'"])
        #expect(found.first?.location?.line == 6)
        #expect(found.first?.notes.map(\.location.line) == [4])
        #expect(try findings("services: {web: {expose: [80, '80']}}").isEmpty)
    }

    @Test func `several problems are reported in one go`() throws {
        #expect(try findings("volumes: []\nservices: {a: {imag: x}, b: {tty: {}}}").count == 3)
    }

    @Test func `texts with variables stand for anything when nothing was replaced`() throws {
        let text = "services: {web: {pull_policy: '${P}', depends_on: {db: {condition: '$C', required: '$R'}}}}"
        #expect(try findings(text, isLenient: true).isEmpty)
        #expect(try findings(text).count == 3)
    }

    @Test func `every attribute of the specification has a place in the table`() {
        let attributes = """
            annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name
            cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec
            depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file
            environment expose extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc
            isolation label_file labels links logging mac_address mem_limit mem_reservation mem_swappiness memswap_limit
            models network_mode networks oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_start
            pre_stop privileged profiles provider pull_policy pull_refresh_after read_only restart runtime scale secrets
            security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits
            use_api_socket user userns_mode uts volumes volumes_from working_dir
            """
        let names = attributes.split { $0 == " " || $0 == "\n" }.map { String($0) }
        #expect(Set(ComposeSchema.service.shapes.keys) == Set(names))
    }
}
