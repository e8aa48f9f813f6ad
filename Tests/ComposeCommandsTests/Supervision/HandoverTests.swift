import ComposeLoader
import ComposeModel
import ControlProtocol
import OrderedCollections
import Testing

@testable import ComposeCommands

/// What a project in the daemon's care is handed over with.
@Suite struct HandoverTests {
    private static let text = """
        x-swiftcompose: {supervise: true}
        services:
          web:
            image: busybox:${TAG:-stable}
            command: ["echo", "$$HOME"]
            environment: [TOKEN, "FIXED=1", "SAME=own"]
            x-swiftcompose: {unhealthy: {attempts: 5}}
            depends_on: {db: {condition: service_started, x-timeout: 10s}}
          db: {image: busybox}
        secrets:
          key: {environment: KEY}
        """

    private static let variables = [
        "TAG": "1.36", "TOKEN": "t", "KEY": "k", "HOME": "/root", "UNUSED": "u", "FIXED": "2", "PASSWORD": "p",
    ]

    private func draft(
        _ text: String = Self.text,
        environment: [String: String] = Self.variables,
        choice: ServiceChoice = ServiceChoice(),
        status: ProjectStatus? = nil
    ) throws -> HandoverDraft {
        let project = try ProjectOnDisk(["compose.yaml": text, ".env": "FROM_FILE=${PASSWORD}\n"])
        defer { project.remove() }
        return try project.open(choice, environment: environment).handoverDraft(status)
    }

    @Test func `the document has no variables left, and dollars as they are`() throws {
        let document = try draft().project.handoverDocument
        #expect(document.contains("busybox:1.36"))
        #expect(document.contains("\"$HOME\"") && !document.contains("$$HOME"))
    }

    @Test func `the document has the rules of services and dependencies`() throws {
        let document = try draft().project.handoverDocument
        #expect(document.contains("\"attempts\": 5"))
        #expect(document.contains("\"x-timeout\""))
        #expect(document.contains("\"supervise\": true"))
    }

    @Test func `only variables that the project needs leave the command line`() throws {
        let environment = try draft().source.environment
        #expect(environment["TAG"] == "1.36")
        #expect(environment["TOKEN"] == "t")
        #expect(environment["KEY"] == "k")
        #expect(environment["PASSWORD"] == "p")
        #expect(environment["UNUSED"] == nil && environment["FIXED"] == nil && environment["DOCKER_HOST"] == nil)
    }

    @Test func `the whole project is handed over, with the numbers of the part`() throws {
        let project = try ProjectOnDisk(["compose.yaml": Self.text])
        defer { project.remove() }
        var open = try project.open(ServiceChoice(["db"]))
        open.project.services["db"]?.scale = 3
        let draft = try open.handoverDraft(nil)
        #expect(Set(draft.project.services.keys) == ["web", "db"])
        #expect(draft.project.services["db"]?.replicas == 3 && draft.project.services["web"]?.replicas == 1)
        #expect(draft.source.directory == project.directory && !draft.source.isCompatible)
    }

    @Test func `services that no profile enables stay in care`() throws {
        let text = "services: {web: {image: 'busybox'}, debug: {image: 'busybox', profiles: [debug]}}\n"
        let known = ProjectOnDisk.status(of: ServiceStatus("debug", .ready))
        #expect(try Set(draft(text, status: known).project.services.keys) == ["web", "debug"])
        #expect(try Set(draft(text).project.services.keys) == ["web"])
    }

    // MARK: - What stays stopped

    private func stopped(
        _ services: Set<String>,
        starts: Bool = true,
        status: ProjectStatus? = nil,
        running: Set<String> = []
    ) throws -> [String] {
        try draft().handover(
            after: HandoverDraft.Work(services: services, starts: starts),
            status: status,
            running: running,
            lease: nil
        ).stopped
    }

    @Test func `what was started is not to stay stopped`() throws {
        let known = ProjectOnDisk.status(of: ServiceStatus("web", .stopped), ServiceStatus("db", .stopped))
        #expect(try stopped(["web", "db"]).isEmpty)
        #expect(try stopped(["web"], status: known) == ["db"])
    }

    @Test func `what a part of a new project leaves out is not started for it`() throws {
        #expect(try stopped(["web"]) == ["db"])
        #expect(try stopped(["web"], running: ["db"]).isEmpty)
    }

    @Test func `what was only created is left as it is`() throws {
        let known = ProjectOnDisk.status(of: ServiceStatus("web", .ready))
        #expect(try stopped(["web", "db"], starts: false) == ["web", "db"])
        #expect(try stopped(["web", "db"], starts: false, status: known) == ["db"])
    }

    @Test func `the engine is asked only for services that are neither started nor known`() throws {
        let draft = try draft()
        let known = ProjectOnDisk.status(of: ServiceStatus("web", .ready), ServiceStatus("db", .ready))
        #expect(!draft.dependsOnRunning(HandoverDraft.Work(services: ["web", "db"], starts: true), nil))
        #expect(draft.dependsOnRunning(HandoverDraft.Work(services: ["web"], starts: true), nil))
        #expect(draft.dependsOnRunning(HandoverDraft.Work(services: ["web", "db"], starts: false), nil))
        #expect(!draft.dependsOnRunning(HandoverDraft.Work(services: ["web"], starts: true), known))
    }

    @Test func `a lease stays until another is asked for`() throws {
        var known = ProjectOnDisk.status(of: ServiceStatus("web", .ready))
        known.lease = Lease(ends: 5_000)
        let work = HandoverDraft.Work(services: ["web", "db"], starts: true)
        let kept = try draft().handover(after: work, status: known, running: [], lease: nil)
        #expect(kept.lease == Lease(ends: 5_000))
        let next = try draft().handover(after: work, status: known, running: [], lease: Lease(ends: 6_000))
        #expect(next.lease == Lease(ends: 6_000))
    }

    @Test func `the file asks for the daemon with a yes only`() throws {
        #expect(try draft().project.asksForSupervision)
        #expect(try !draft("services: {web: {image: 'busybox'}}\n").project.asksForSupervision)
        let no = "x-swiftcompose: {supervise: false}\nservices: {web: {image: 'busybox'}}\n"
        #expect(try !draft(no).project.asksForSupervision)
    }
}
