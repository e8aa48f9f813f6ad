import ComposeModel
import ComposePlan
import Diagnostics
import OrderedCollections
import Testing

@testable import Supervisor

/// What `x-swiftcompose` says, and what it means where it is silent.
@Suite struct PolicyTests {
    private func project(_ top: CanonicalValue? = nil, service settings: CanonicalValue? = nil) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        var service = Service(name: "db")
        service.image = "busybox"
        if let settings { service.extensions["x-swiftcompose"] = settings }
        service.locations[""] = SourceLocation(file: "compose.yaml", line: 3, column: 3)
        service.locations["x-swiftcompose"] = SourceLocation(file: "compose.yaml", line: 5, column: 5)
        service.locations["x-swiftcompose.restart"] = SourceLocation(file: "compose.yaml", line: 6, column: 7)
        project.services["db"] = service
        if let top { project.extensions["x-swiftcompose"] = top }
        return project
    }

    private func policy(_ project: Project) -> ServicePolicy? { ServicePolicy.all(of: project)["db"] }

    @Test func `a project that says nothing has the documented defaults`() throws {
        let policy = try #require(self.policy(project()))
        #expect(policy.restart == RestartPolicy(.onFailure, limit: 10))
        #expect(policy.restart.delay == .milliseconds(100))
        #expect(policy.restart.maxDelay == .seconds(60))
        #expect(policy.restart.stableAfter == .seconds(10))
        #expect(policy.restart.window == .seconds(600))
        #expect(policy.unhealthy == UnhealthyPolicy())
        #expect(policy.unhealthy.action == .restart)
        #expect(policy.unhealthy.attempts == 3)
        #expect(policy.unhealthy.finally == .notify)
        for kind in DriftPolicy.Kind.allCases { #expect(policy.drift[kind] == (kind == .image ? .report : .repair)) }
        let whole = ProjectPolicy(of: project())
        #expect(!whole.supervise)
        #expect(whole.shutdown == .leave)
        #expect(whole.watchSources == .off)
        #expect(whole.hooks.isEmpty)
        #expect(ProjectPolicy.diagnostics(of: project()).isEmpty)
    }

    @Test(
        arguments: [
            (nil, RestartPolicy.Rule.onFailure, 10), ("no", .never, nil), ("always", .always, nil),
            ("unless-stopped", .always, nil), ("on-failure", .onFailure, 10), ("on-failure:4", .onFailure, 4),
            ("on-failure:0", .onFailure, nil),
        ] as [(String?, RestartPolicy.Rule, Int?)]
    )
    func `Compose's own restart decides after which ends`(_ restart: String?, _ rule: RestartPolicy.Rule, _ limit: Int?)
    {
        var service = Service(name: "db")
        service.restart = restart
        let policy = RestartPolicy(of: service)
        #expect(policy.rule == rule)
        #expect(policy.limit == limit)
    }

    @Test func `deploy restart_policy comes before restart`() {
        var service = Service(name: "db")
        service.restart = "always"
        var restart = Deploy.RestartPolicy()
        restart.condition = "on-failure"
        restart.maxAttempts = 3
        restart.delay = .seconds(5)
        restart.window = .seconds(120)
        var deploy = Deploy()
        deploy.restartPolicy = restart
        service.deploy = deploy
        let policy = RestartPolicy(of: service)
        #expect(policy.rule == .onFailure)
        #expect(policy.limit == 3)
        #expect(policy.delay == .seconds(5))
        #expect(policy.window == .seconds(120))
    }

    @Test func `a service's settings come over the project's, key by key`() throws {
        let top = Self.map(
            ("restart", Self.map(("delay", .string("2s")), ("limit", .int(7)))),
            ("unhealthy", Self.map(("attempts", .int(1)), ("finally", .string("stop")))),
            ("drift", .string("report"))
        )
        let own = Self.map(
            ("restart", Self.map(("delay", .string("3s")))),
            ("unhealthy", Self.map(("attempts", .int(2)))),
            ("drift", Self.map(("removed", .string("repair"))))
        )
        let policy = try #require(self.policy(project(top, service: own)))
        #expect(policy.restart.delay == .seconds(3))
        #expect(policy.restart.limit == 7)
        #expect(policy.unhealthy.attempts == 2)
        #expect(policy.unhealthy.finally == .stop)
        #expect(policy.drift[.removed] == .repair)
        #expect(policy.drift[.stopped] == .report)
    }

    @Test func `the project's own keys are read`() {
        let project = self.project(
            Self.map(
                ("supervise", .bool(true)),
                ("shutdown", .string("stop")),
                ("watch-sources", .string("announce")),
                ("hooks", Self.map(("exec", .list([Self.map(("command", .list([.string("/bin/true")])))]))))
            )
        )
        let policy = ProjectPolicy(of: project)
        #expect(policy.supervise)
        #expect(policy.shutdown == .stop)
        #expect(policy.watchSources == .announce)
        #expect(policy.hooks.commands.map(\.words) == [["/bin/true"]])
        #expect(ProjectPolicy.diagnostics(of: project).isEmpty)
    }

    @Test func `a schedule and a probe are read`() throws {
        let own = Self.map(
            ("schedule", .string("0 3 * * *")),
            ("ready", Self.map(("tcp", .int(5432)))),
            ("interval", .string("2s"))
        )
        let policy = try #require(self.policy(project(service: own)))
        #expect(policy.schedule == "0 3 * * *")
        #expect(policy.ready?.check == .tcp(port: 5432))
        #expect(policy.ready?.interval == .seconds(2))
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var settings: CanonicalValue
        var severity: Diagnostic.Severity
        var message: String
        var path: String
        var line: Int
        var hint: String?

        var testDescription: String { message }
    }

    private static let service = "of service 'db'"

    private static func map(_ pairs: (key: String, value: CanonicalValue)...) -> CanonicalValue { .map(pairs) }

    static let mistakes = [
        Mistake(
            settings: map(("restart", map(("dealy", .string("1s"))))),
            severity: .warning,
            message: "unknown key 'dealy' in 'x-swiftcompose.restart' \(service)",
            path: "services.db.x-swiftcompose.restart.dealy",
            line: 6,
            hint: "did you mean 'delay'?"
        ),
        Mistake(
            settings: map(("restart", map(("delay", .string("soon"))))),
            severity: .error,
            message: "'x-swiftcompose.restart.delay' \(service) must be a duration, not 'soon'",
            path: "services.db.x-swiftcompose.restart.delay",
            line: 6,
            hint: "write numbers with units: '500ms', '10m'"
        ),
        Mistake(
            settings: map(("restart", .string("always"))),
            severity: .error,
            message: "'x-swiftcompose.restart' \(service) must be a mapping",
            path: "services.db.x-swiftcompose.restart",
            line: 6
        ),
        Mistake(
            settings: map(("drift", .string("repiar"))),
            severity: .error,
            message: "'x-swiftcompose.drift' \(service) must be one of 'repair', 'report', not 'repiar'",
            path: "services.db.x-swiftcompose.drift",
            line: 5,
            hint: "did you mean 'repair'?"
        ),
        Mistake(
            settings: map(("unhealthy", map(("attempts", .int(-1))))),
            severity: .error,
            message: "'x-swiftcompose.unhealthy.attempts' \(service) must be a whole number from 0 on, not '-1'",
            path: "services.db.x-swiftcompose.unhealthy.attempts",
            line: 5
        ),
        Mistake(
            settings: map(("shutdown", .string("stop"))),
            severity: .warning,
            message: "unknown key 'shutdown' in 'x-swiftcompose' \(service)",
            path: "services.db.x-swiftcompose.shutdown",
            line: 5,
            hint: "the keys are restart, unhealthy, drift, schedule, ready, interval, timeout"
        ),
        Mistake(
            settings: .list([]),
            severity: .error,
            message: "'x-swiftcompose' \(service) must be a mapping",
            path: "services.db.x-swiftcompose",
            line: 5
        ),
    ]

    @Test(arguments: mistakes) func `what cannot be read is told with its place, and has its default`(
        _ mistake: Mistake
    ) throws {
        let project = self.project(service: mistake.settings)
        let found = ProjectPolicy.diagnostics(of: project)
        let diagnostic = try #require(found.first)
        #expect(found.count == 1)
        #expect(diagnostic.severity == mistake.severity)
        #expect(diagnostic.message == mistake.message)
        #expect(diagnostic.path == mistake.path)
        #expect(diagnostic.location?.line == mistake.line)
        #expect(diagnostic.hint == mistake.hint)
        let policy = try #require(self.policy(project))
        #expect(policy.restart == RestartPolicy(.onFailure, limit: 10))
        #expect(policy.drift == DriftPolicy())
        #expect(policy.unhealthy == UnhealthyPolicy())
    }

    @Test func `a schedule that is none is told`() {
        let found = ProjectPolicy.diagnostics(of: project(service: Self.map(("schedule", .string("at night")))))
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.message.contains("is no schedule") == true)
    }
}
