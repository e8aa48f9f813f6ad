import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// What `ready`, `interval` and `timeout` of a service mean, and what is said of those that mean nothing.
@Suite struct ReadyProbeTests {
    private func service(_ settings: [CanonicalPair]) -> Service {
        var service = Service(name: "db")
        service.extensions["x-swiftcompose"] = mapping(settings)
        service.locations["x-swiftcompose.ready"] = Diagnostics.SourceLocation(file: "compose.yaml", line: 4, column: 7)
        return service
    }

    private func ready(_ kind: String, _ value: CanonicalValue, _ more: [CanonicalPair] = [])
        -> Service
    {
        let probe = mapping([(key: kind, value: value)])
        return service([(key: "ready", value: probe)] + more)
    }

    private func findings(_ service: Service) -> [Diagnostic] {
        var collector = DiagnosticCollector()
        _ = ReadyProbe.read(service, into: &collector)
        return collector.diagnostics
    }

    // MARK: - What is read

    @Test func `a port is read, as number and as text`() {
        #expect(ready("tcp", .int(5432)).readyProbe?.check == .tcp(port: 5432))
        #expect(ready("tcp", .string("5432")).readyProbe?.check == .tcp(port: 5432))
    }

    @Test func `interval and timeout stand beside it`() throws {
        let more: [CanonicalPair] = [
            (key: "interval", value: .string("500ms")), (key: "timeout", value: .string("2s")),
        ]
        let probe = try #require(ready("tcp", .int(1), more).readyProbe)
        #expect(probe.interval == .milliseconds(500))
        #expect(probe.timeout == .seconds(2))
        let silent = try #require(ready("tcp", .int(1)).readyProbe)
        #expect(silent.interval == nil)
        #expect(silent.timeout == ReadyProbe.defaultTimeout)
    }

    @Test func `a page is read with its defaults, and statuses in every form`() throws {
        let port: CanonicalPair = (key: "port", value: .int(80))
        #expect(ready("http", mapping([port])).readyProbe?.check == .http(ReadyProbe.HTTPCheck(port: 80)))
        let status = CanonicalValue.list([.int(200), .string("300-302")])
        let path: CanonicalPair = (key: "path", value: .string("/ready?deep=1"))
        let whole = mapping([port, path, (key: "status", value: status)])
        let wanted = ReadyProbe.HTTPCheck(port: 80, path: "/ready?deep=1", statuses: [200...200, 300...302])
        #expect(ready("http", whole).readyProbe?.check == .http(wanted))
    }

    @Test func `a command is words, a line for the shell, or a healthcheck's test`() {
        func command(_ value: CanonicalValue) -> ReadyProbe.Check? { ready("exec", value).readyProbe?.check }
        #expect(command(.strings(["pg_isready", "-q"])) == .exec(command: ["pg_isready", "-q"]))
        #expect(command(.string("pg_isready -q")) == .exec(command: ["/bin/sh", "-c", "pg_isready -q"]))
        #expect(command(.strings(["CMD", "pg_isready"])) == .exec(command: ["pg_isready"]))
        #expect(command(.strings(["CMD-SHELL", "a | b"])) == .exec(command: ["/bin/sh", "-c", "a | b"]))
    }

    @Test func `a pattern is read`() {
        #expect(ready("log", .string("ready (to|for)")).readyProbe?.check == .log(pattern: "ready (to|for)"))
    }

    @Test func `silence is no probe and no problem`() {
        #expect(Service(name: "db").readyProbe == nil)
        let other = service([(key: "restart", value: .string("no"))])
        #expect(other.readyProbe == nil)
        #expect(findings(other).isEmpty)
    }

    // MARK: - What is refused

    private static let faults: [(String, CanonicalValue, String)] = [
        ("tcp", .int(0), "'x-swiftcompose.ready.tcp' of service 'db' must be a port from 1 to 65535, not '0'"),
        ("log", .string("("), "'x-swiftcompose.ready.log' of service 'db' is no regular expression"),
        ("exec", .list([]), "'x-swiftcompose.ready.exec' of service 'db' must be a command"),
        ("http", mapping([]), "'x-swiftcompose.ready.http' of service 'db' has no port"),
        ("udp", .int(53), "'x-swiftcompose.ready.udp' of service 'db' is no kind of probe"),
        (
            "http", mapping([(key: "port", value: .int(80)), (key: "path", value: .string("x"))]),
            "'x-swiftcompose.ready.http.path' of service 'db' must be a path that starts with '/', not 'x'"
        ),
        (
            "http", mapping([(key: "port", value: .int(80)), (key: "status", value: .string("ok"))]),
            "'x-swiftcompose.ready.http.status' of service 'db' must be a status"
        ),
    ]

    @Test(arguments: ReadyProbeTests.faults.indices)
    func `what means nothing is told with its place`(index: Int) throws {
        let (kind, value, message) = Self.faults[index]
        let faulty = ready(kind, value)
        #expect(faulty.readyProbe == nil)
        let finding = try #require(findings(faulty).first)
        #expect(finding.severity == .error)
        #expect(finding.message.hasPrefix(message))
        #expect(finding.location?.line == 4)
    }

    @Test func `two probes at once are refused, and times that are none`() {
        let both = mapping([(key: "tcp", value: .int(1)), (key: "log", value: .string("x"))])
        #expect(findings(service([(key: "ready", value: both)])).map(\.message).first?.hasSuffix("one probe") == true)
        let faulty = ready("tcp", .int(1), [(key: "interval", value: .string("soon"))])
        #expect(faulty.readyProbe == nil)
        #expect(findings(faulty).first?.path == "services.db.x-swiftcompose.interval")
    }

    @Test func `a time without a probe is a warning, and within it an error that says where it belongs`() {
        #expect(findings(service([(key: "timeout", value: .string("1s"))])).map(\.severity) == [.warning])
        let within = mapping([(key: "tcp", value: .int(1)), (key: "interval", value: .string("1s"))])
        let finding = findings(service([(key: "ready", value: within)])).first
        #expect(finding?.hint == "write it beside 'ready', not within")
    }

    // MARK: - A healthcheck's start

    @Test func `a healthcheck's own test can be run sooner when it has a start interval and period`() throws {
        var service = Service(name: "db")
        var healthcheck = Healthcheck()
        healthcheck.test = ["CMD-SHELL", "pg_isready"]
        healthcheck.startInterval = .seconds(1)
        service.healthcheck = healthcheck
        #expect(StartProbe(of: service) == nil, "without a start period there is nothing to hasten")
        service.healthcheck?.startPeriod = .seconds(30)
        let start = try #require(StartProbe(of: service))
        #expect(start.period == .seconds(30))
        #expect(start.probe.check == .exec(command: ["/bin/sh", "-c", "pg_isready"]))
        #expect(start.probe.interval == .seconds(1))
        #expect(start.probe.timeout == .seconds(30))
        service.healthcheck?.isDisabled = true
        #expect(StartProbe(of: service) == nil)
    }
}

private typealias CanonicalPair = (key: String, value: CanonicalValue)

/// A mapping; the literal alone could be one of several.
private func mapping(_ pairs: [CanonicalPair]) -> CanonicalValue { .map(pairs) }
