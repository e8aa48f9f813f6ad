import ComposeModel
import ComposePlan
import ComposeRuntime
import ControlProtocol
import FoundationEssentials
import Synchronization
import Testing

@testable import ComposeCommands

/// What a command says to the daemon around its work.
@Suite struct SupervisedWorkTests {
    private static let files = ["compose.yaml": "services: {web: {image: 'busybox'}, db: {image: 'busybox'}}\n"]

    /// Answers as a daemon that has these projects.
    private static func daemon(_ projects: ProjectStatus...) throws -> ScriptedDaemon {
        let status = DaemonStatus(
            version: "0.1.0",
            process: 7,
            started: 1_000,
            engine: ProjectOnDisk.engine,
            projects: projects
        )
        return try ScriptedDaemon { request in
            if request.target == "/v1/status" { return .json(status) }
            return ScriptedDaemon.Reply(body: "{\"number\": 4}")
        }
    }

    private struct Outcome {
        var report: ExecutionReport
        var told: [String]
    }

    /// Runs work that succeeds or does not, and gives what the user was told.
    private func carryOut(
        _ intent: Intent,
        as operation: String,
        of open: OpenProject,
        _ request: SupervisionRequest? = nil,
        succeeds: Bool = true,
        onWork: @escaping @Sendable () -> Void = {}
    ) async throws -> Outcome {
        var told: [String] = []
        let report = try await open.supervised(intent, as: operation, request, tell: { told.append($0) }) {
            onWork()
            var report = ExecutionReport()
            report.hasTimedOut = !succeeds
            return report
        }
        return Outcome(report: report, told: told)
    }

    private var up: Intent { .converge(ConvergeRequest()) }

    @Test func `without a socket the work is done and nothing is said`() async throws {
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let outcome = try await carryOut(up, as: "up", of: project.open(), SupervisionRequest())
        #expect(outcome.report.isSuccess && outcome.told.isEmpty)
    }

    @Test func `a hand-over that was asked for fails before the work without a daemon`() async throws {
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let open = try project.open()
        let worked = Mutex(false)
        await #expect(throws: open.context.daemonPlaces.absence) {
            _ = try await carryOut(up, as: "up", of: open, SupervisionRequest(choice: .handOver)) {
                worked.withLock { $0 = true }
            }
        }
        let hasWorked = worked.withLock { $0 }
        #expect(!hasWorked)
        #expect(open.context.daemonPlaces.absence.hint == "start it with 'swiftcompose daemon start'")
    }

    @Test func `a hand-over that a variable asks for is only missed`() async throws {
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let open = try project.open(environment: ["SWIFTCOMPOSE_SUPERVISE": "1"])
        let outcome = try await carryOut(up, as: "up", of: open, SupervisionRequest())
        #expect(outcome.told.count == 1 && outcome.told[0].hasPrefix("warning: project 'shop' is not handed over"))
        let kept = try await carryOut(up, as: "up", of: open, SupervisionRequest(choice: .keepOut))
        #expect(kept.told.isEmpty)
    }

    @Test func `a project that is not in care is left alone`() async throws {
        let daemon = try Self.daemon(ProjectStatus(name: "other", services: [], since: 0))
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        _ = try await carryOut(up, as: "up", of: project.open(socket: daemon.socket))
        #expect(daemon.requests.map(\.line) == ["GET /v1/status"])
    }

    @Test func `a stop is announced before and ended after`() async throws {
        let daemon = try Self.daemon(ProjectOnDisk.status(of: ServiceStatus("web", .ready)))
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        var request = StopRequest()
        request.targets = ["web"]
        let before = Mutex<[String]>([])
        let outcome = try await carryOut(
            .stop(request),
            as: "stop",
            of: project.open(socket: daemon.socket),
            onWork: { before.withLock { $0 = daemon.requests.map(\.line) } }
        )
        #expect(outcome.told.isEmpty)
        let linesBefore = before.withLock { $0 }
        #expect(linesBefore == ["GET /v1/status", "POST /v1/projects/shop/announcements"])
        #expect(daemon.requests.last?.line == "DELETE /v1/projects/shop/announcements/4?succeeded=true")
        let body = try #require(daemon.requests.first { $0.method == "POST" }?.body)
        let announcement = try JSONDecoder().decode(Announcement.self, from: Data(body.utf8))
        #expect(announcement.verb == .stop && announcement.services == ["web"])
        #expect(ProcessRecord.of(announcement.process) != nil)
    }

    @Test func `up in care says what is wanted now before its announcement ends`() async throws {
        let web = ServiceStatus("web", .ready)
        let daemon = try Self.daemon(ProjectOnDisk.status(of: web, ServiceStatus("db", .stopped)))
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let open = try project.open(ServiceChoice(["web"]), socket: daemon.socket)
        let outcome = try await carryOut(up, as: "up", of: open)
        #expect(
            daemon.requests.map(\.line) == [
                "GET /v1/status", "POST /v1/projects/shop/announcements", "PUT /v1/projects/shop",
                "DELETE /v1/projects/shop/announcements/4?succeeded=true",
            ]
        )
        let body = try #require(daemon.requests.first { $0.method == "PUT" }?.body)
        let handover = try JSONDecoder().decode(Handover.self, from: Data(body.utf8))
        #expect(handover.stopped == ["db"])
        #expect(handover.document.contains("\"db\"") && handover.document.contains("\"web\""))
        #expect(handover.source.files == ["\(project.directory)/compose.yaml"])
        #expect(outcome.told.isEmpty)
    }

    @Test func `what did not come about is not handed over`() async throws {
        let daemon = try Self.daemon(ProjectOnDisk.status(of: ServiceStatus("web", .ready)))
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let outcome = try await carryOut(up, as: "up", of: project.open(socket: daemon.socket), succeeds: false)
        #expect(!daemon.requests.contains { $0.method == "PUT" })
        #expect(daemon.requests.last?.line == "DELETE /v1/projects/shop/announcements/4?succeeded=false")
        #expect(outcome.told.count == 1 && outcome.told[0].contains("as it was handed over before"))
    }

    @Test func `an option hands a new project over, with its lease`() async throws {
        let daemon = try Self.daemon()
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let request = SupervisionRequest(choice: .handOver, lease: LeaseRequest(duration: .seconds(1_800)))
        let open = try project.open(socket: daemon.socket)
        let outcome = try await carryOut(up, as: "up", of: open, request)
        #expect(daemon.requests.map(\.line) == ["GET /v1/status", "PUT /v1/projects/shop"])
        let body = try #require(daemon.requests.last?.body)
        let handover = try JSONDecoder().decode(Handover.self, from: Data(body.utf8))
        let left = try #require(handover.lease?.ends) - MomentText.now
        #expect(left > 1_700 && left <= 1_800)
        #expect(outcome.told == ["project 'shop' is in the daemon's care"])
    }

    @Test func `down of all releases the project, also where not all could be removed`() async throws {
        let daemon = try Self.daemon(ProjectOnDisk.status(of: ServiceStatus("web", .ready)))
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let open = try project.open(socket: daemon.socket)
        _ = try await carryOut(.down(DownRequest()), as: "down", of: open, succeeds: false)
        #expect(daemon.requests.last?.line == "DELETE /v1/projects/shop")

        var part = DownRequest()
        part.targets = ["web"]
        _ = try await carryOut(.down(part), as: "down", of: open)
        #expect(daemon.requests.last?.line == "DELETE /v1/projects/shop/announcements/4?succeeded=true")
    }

    @Test func `work that throws ends its announcement`() async throws {
        let daemon = try Self.daemon(ProjectOnDisk.status(of: ServiceStatus("web", .ready)))
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let open = try project.open(socket: daemon.socket)
        await #expect(throws: CommandFailure("refused")) {
            try await open.supervised(.down(DownRequest()), as: "down", tell: { _ in }) {
                throw CommandFailure("refused")
            }
        }
        #expect(daemon.requests.last?.line == "DELETE /v1/projects/shop/announcements/4?succeeded=false")
    }

    @Test func `a daemon that does not answer hinders nobody`() async throws {
        let daemon = try ScriptedDaemon { _ in nil }
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let began = ContinuousClock.now
        let outcome = try await carryOut(up, as: "up", of: project.open(socket: daemon.socket))
        #expect(outcome.report.isSuccess)
        #expect(outcome.told.count == 1 && outcome.told[0].contains("does not answer"))
        #expect(began.duration(to: ContinuousClock.now) < .seconds(10))
    }

    @Test func `a daemon of another engine has nothing to do with it`() async throws {
        var status = ProjectOnDisk.daemonStatus(ProjectOnDisk.status(of: ServiceStatus("web", .ready)))
        status.engine = "unix:///another/engine.sock"
        let answer = status
        let daemon = try ScriptedDaemon { _ in .json(answer) }
        defer { daemon.stop() }
        let project = try ProjectOnDisk(Self.files)
        defer { project.remove() }
        let outcome = try await carryOut(up, as: "up", of: project.open(socket: daemon.socket))
        #expect(daemon.requests.count == 1 && outcome.told.isEmpty)
    }
}
