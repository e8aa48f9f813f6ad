import ComposeModel
import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct AdviceTests {
    /// What is found in a text, which stands in `/app`.
    private func advice(
        on text: String,
        existing: Set<String> = [],
        environment: [String: String] = [:]
    ) throws -> [Diagnostic] {
        let decoded = try Decoding.project(text, environment: environment)
        #expect(decoded.diagnostics.map(\.description) == [])
        let texts = SourceTexts()
        texts["compose.yaml"] = text
        let facts = ProjectAdvice.Facts(
            pathExists: { existing.contains($0) },
            text: { texts.rest(ofLineAt: $0) }
        )
        var collector = DiagnosticCollector()
        ProjectAdvice.give(on: decoded.project, knowing: facts, into: &collector)
        return collector.diagnostics
    }

    private func messages(inService attributes: String) throws -> [String] {
        try advice(on: "services: {web: \(attributes)}").map(\.message)
    }

    // MARK: - Keys without effect

    @Test(arguments: [
        ("credential_spec: {file: a.json}", "credential_spec"),
        ("deploy: {mode: global}", "deploy.mode"),
        ("deploy: {labels: {a: b}}", "deploy.labels"),
        ("deploy: {placement: {constraints: ['node.role == manager']}}", "deploy.placement"),
        ("deploy: {update_config: {parallelism: 2}}", "deploy.update_config"),
        ("deploy: {rollback_config: {parallelism: 2}}", "deploy.rollback_config"),
        ("deploy: {endpoint_mode: dnsrr}", "deploy.endpoint_mode"),
        ("deploy: {restart_policy: {delay: 5s}}", "deploy.restart_policy.delay"),
        ("deploy: {restart_policy: {window: 5s}}", "deploy.restart_policy.window"),
        ("deploy: {resources: {reservations: {cpus: '0.5'}}}", "deploy.resources.reservations.cpus"),
    ])
    func `a key that does nothing here is named`(attribute: String, key: String) throws {
        let found = try advice(on: "services:\n  web:\n    image: a\n    \(attribute)\n")
        #expect(found.count == 1)
        #expect(found.first?.message.hasPrefix("'\(key)' of service 'web' has no effect: ") == true)
        #expect(found.first?.path == "services.web.\(key)")
        #expect(found.first?.severity == .warning)
        #expect(found.first?.location?.line == 4)
    }

    @Test(arguments: [
        "deploy: {mode: replicated, replicas: 2, endpoint_mode: vip}",
        "deploy: {resources: {limits: {cpus: '1', memory: 1g}, reservations: {memory: 1m}}}",
        "deploy: {restart_policy: {condition: on-failure, max_attempts: 3}}",
        "ports: [{target: 80, published: '8080', mode: host, name: http, app_protocol: http}]",
        "labels: {a: b}",
    ])
    func `what has an effect and what only describes is passed over`(attribute: String) throws {
        #expect(try messages(inService: "{image: a, \(attribute)}") == [])
    }

    @Test func `a fragment that services share is told once`() throws {
        let found = try advice(
            on: """
                x-deploy: &deploy
                  placement: {constraints: [a]}
                services:
                  one: {image: a, deploy: *deploy}
                  two: {image: a, deploy: *deploy}
                """
        )
        #expect(found.map(\.path) == ["services.one.deploy.placement"])
        #expect(found.first?.location?.line == 2)
    }

    @Test func `the owner of a secret counts only where its file is written`() throws {
        let service = "web: {image: a, secrets: [{source: s, uid: '5', mode: 0400}]}"
        let found = try advice(on: "services: {\(service)}\nsecrets: {s: {file: ./s}}")
        #expect(found.map(\.path) == ["services.web.secrets[0].uid"])
        #expect(try advice(on: "services: {\(service)}\nsecrets: {s: {environment: S}}").isEmpty)
    }

    // MARK: - Health

    @Test(arguments: ["disable: true", "test: [NONE]"])
    func `waiting for health that was switched off is an error`(how: String) throws {
        let found = try advice(
            on: """
                services:
                  web:
                    image: a
                    depends_on:
                      db: {condition: service_healthy}
                  db:
                    image: b
                    healthcheck:
                      \(how)
                """
        )
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.location?.line == 5)
        #expect(found.first?.notes.map(\.location.line) == [9])
    }

    @Test func `a healthcheck that the image may have is not asked for`() throws {
        let waiting = "web: {image: a, depends_on: {db: {condition: service_healthy}}}"
        #expect(try advice(on: "services: {\(waiting), db: {image: b}}").isEmpty)
        let optional = "web: {image: a, depends_on: {db: {condition: service_healthy, required: false}}}"
        #expect(try advice(on: "services: {\(optional), db: {image: b, healthcheck: {disable: true}}}").isEmpty)
    }

    @Test func `a start interval needs a start period`() throws {
        let message = "'healthcheck.start_interval' of service 'web' has no effect without 'start_period'"
        #expect(try messages(inService: "{image: a, healthcheck: {test: x, start_interval: 1s}}") == [message])
        #expect(
            try messages(inService: "{image: a, healthcheck: {test: x, start_interval: 1s, start_period: 9s}}") == []
        )
        // The image may bring both the test and the period.
        #expect(try messages(inService: "{image: a, healthcheck: {start_interval: 1s}}") == [])
    }

    // MARK: - Mounts

    @Test func `a file that would become a directory is told`() throws {
        let text = "services:\n  web:\n    image: a\n    volumes:\n      - /app/conf/nginx.conf:/etc/nginx.conf\n"
        let found = try advice(on: text)
        #expect(
            found.map(\.message) == [
                "'./conf/nginx.conf' does not exist, and the engine would make a directory of that name"
            ]
        )
        #expect(found.first?.location?.line == 5)
        #expect(try advice(on: text, existing: ["/app/conf/nginx.conf"]).isEmpty)
        #expect(try advice(on: text, environment: ["DOCKER_HOST": "tcp://far:2376"]).isEmpty)
    }

    @Test(arguments: [
        ("/app/a.conf", true), ("/app/.env", true), ("/app/.env.local", true), ("/app/init.sql", true),
        ("/app/data", false), ("/app/conf.d", false), ("/app/.config", false), ("/app/v1.25", false),
        ("/app/repository.git", false), ("/app/a.properties", false),
    ])
    func `only what looks like a file is taken for one`(path: String, isFile: Bool) {
        #expect(BindAdvice.looksLikeFile(path) == isFile)
    }

    // MARK: - Ports

    @Test func `two services that want one port are told with both places`() throws {
        let found = try advice(
            on: """
                services:
                  one:
                    image: a
                    ports: ["8080:80"]
                  two:
                    image: a
                    ports: ["127.0.0.1:8080:90"]
                """
        )
        #expect(found.map(\.message) == ["services 'one' and 'two' both publish port 8080 of the host"])
        #expect(found.first?.location?.line == 7)
        #expect(found.first?.notes.map(\.location.line) == [4])
    }

    @Test(arguments: [
        ("['8080:80']", "['8080:80/udp']"), ("['127.0.0.1:8080:80']", "['127.0.0.2:8080:80']"),
        ("['8080-8090:80']", "['8080:80']"), ("['80']", "['80']"),
        ("['127.0.0.1:8080:80']", "['[::1]:8080:80']"),
    ])
    func `ports that do not meet are passed over`(one: String, other: String) throws {
        #expect(try advice(on: "services: {a: {image: a, ports: \(one)}, b: {image: a, ports: \(other)}}").isEmpty)
    }

    @Test func `replicas cannot share a port`() throws {
        #expect(
            try messages(inService: "{image: a, scale: 3, ports: ['8080:80']}") == [
                "service 'web' wants 3 containers that all publish port 8080 of the host"
            ]
        )
        #expect(try messages(inService: "{image: a, scale: 3, ports: ['8080-8082:80']}") == [])
        #expect(try messages(inService: "{image: a, scale: 3, network_mode: host, ports: ['8080:80']}") == [])
    }

    @Test func `ports that YAML 1_1 reads as a number are told to be quoted`() throws {
        let found = try advice(on: "services:\n  web:\n    image: a\n    ports:\n      - 22:22\n      - \"53:53\"\n")
        #expect(found.map(\.message) == ["'22:22' without quotes is the number 1342 to readers of YAML 1.1"])
        #expect(found.first?.hint == "quote it: \"22:22\"")
        #expect(found.first?.location?.line == 5)
        for port in ["8080:22", "22:80", "53:53/udp", "127.0.0.1:22:22"] {
            #expect(try advice(on: "services:\n  web:\n    image: a\n    ports:\n      - \(port)\n").isEmpty)
        }
    }

    // MARK: - The whole way

    @Test func `a load gives advice unless it is not asked for`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "services:\n  web:\n    image: a\n    volumes:\n      - ./init.sql:/init.sql\n"
        ])
        func warnings(_ change: (inout LoadRequest) -> Void = { _ in }) throws -> [Diagnostic] {
            try project.load { request in
                request.checksConsistency = true
                change(&request)
            }.warnings
        }
        #expect(try warnings().map(\.path) == ["services.web.volumes[0]"])
        #expect(try warnings { $0.advises = false }.isEmpty)
        #expect(try warnings { $0.checksConsistency = false }.isEmpty)
    }
}
