import ControlProtocol
import FoundationEssentials
import Synchronization
import Testing

@testable import ComposeCommands

@Suite struct DaemonClientTests {
    @Test func `nobody at the socket is a message that says how to start one`() async {
        let client = DaemonClient(socket: "/nonexistent/daemon.sock")
        let failure = CommandFailure(
            "no daemon listens at '/nonexistent/daemon.sock'",
            hint: "start it with 'swiftcompose daemon start'"
        )
        await #expect(throws: failure) { try await client.status() }
    }

    @Test func `the daemon's own words are passed on`() async throws {
        let daemon = try ScriptedDaemon { _ in
            ScriptedDaemon.Reply(status: 409, body: "{\"message\": \"not now\", \"hint\": \"wait\"}")
        }
        defer { daemon.stop() }
        let client = DaemonClient(socket: daemon.socket)
        await #expect(throws: CommandFailure("not now", hint: "wait")) { try await client.apply("shop") }
    }

    @Test func `a project that is not in care is none, and its release no failure`() async throws {
        let daemon = try ScriptedDaemon { _ in ScriptedDaemon.Reply(status: 404, body: "{\"message\": \"unknown\"}") }
        defer { daemon.stop() }
        let client = DaemonClient(socket: daemon.socket)
        #expect(try await client.project("shop") == nil)
        #expect(try await !client.release("shop"))
    }

    @Test func `an answer of another form is told`() async throws {
        let daemon = try ScriptedDaemon { _ in ScriptedDaemon.Reply(body: "[]") }
        defer { daemon.stop() }
        let client = DaemonClient(socket: daemon.socket)
        do {
            _ = try await client.status()
            Issue.record("an array was read as a status")
        } catch let failure as CommandFailure {
            #expect(failure.message.contains("cannot be read") && failure.hint != nil)
        }
    }

    @Test func `what is asked of the past is in the query`() async throws {
        let daemon = try ScriptedDaemon { _ in ScriptedDaemon.Reply(body: "[]") }
        defer { daemon.stop() }
        let client = DaemonClient(socket: daemon.socket)
        #expect(try await client.incidents(project: "shop", since: 12.5, onlyOpen: true).isEmpty)
        #expect(try await client.incidents(project: nil, since: nil, onlyOpen: false).isEmpty)
        #expect(try await client.timeline(project: "shop", since: nil, limit: 5).isEmpty)
        #expect(
            daemon.requests.map(\.target) == [
                "/v1/incidents?project=shop&since=12.5&open=true", "/v1/incidents",
                "/v1/projects/shop/timeline?limit=5",
            ]
        )
    }

    @Test func `events are read line by line, and the stream is opened anew when it ends`() async throws {
        let entries = [1, 2].map {
            TimelineEntry(number: $0, time: 1, project: "shop", service: "db", event: "container.died", text: "gone")
        }
        let lines = entries.map { JSONText.line($0) }.joined(separator: "\n{\"later\": true}\n")
        let daemon = try ScriptedDaemon { _ in ScriptedDaemon.Reply(body: lines) }
        defer { daemon.stop() }
        var heard: [Int?] = []
        try await DaemonNews(client: DaemonClient(socket: daemon.socket), project: "shop").follow { entry in
            heard.append(entry?.number)
            return heard.count < 5
        }
        #expect(heard == [nil, 1, 2, nil, 1])
        #expect(daemon.requests.map(\.target) == ["/v1/events?project=shop", "/v1/events?project=shop"])
    }

    @Test func `a daemon that is away at first is not waited for`() async {
        await #expect(throws: CommandFailure.self) {
            try await DaemonNews(client: DaemonClient(socket: "/nonexistent/daemon.sock")).follow { _ in true }
        }
    }

    @Test func `waiting for health ends with the status that says so`() async throws {
        let asked = Mutex(0)
        let daemon = try ScriptedDaemon { request in
            if request.target.hasPrefix("/v1/events") { return ScriptedDaemon.Reply(body: "") }
            let count = asked.withLock { asked -> Int in
                asked += 1
                return asked
            }
            return .json(ProjectOnDisk.status(of: ServiceStatus("web", count < 2 ? .starting : .ready)))
        }
        defer { daemon.stop() }
        let project = try ProjectOnDisk(["compose.yaml": "services: {web: {image: 'busybox'}}\n"])
        defer { project.remove() }
        let context = try project.open(socket: daemon.socket).context
        func waiting(for services: [String]) -> HealthWaiting {
            let wait = HealthWait(services: services)
            return HealthWaiting(
                context: context.quiet,
                client: DaemonClient(socket: daemon.socket),
                project: "shop",
                wait: wait
            )
        }
        try await waiting(for: ["web"]).run(within: .seconds(20))
        let count = asked.withLock { $0 }
        #expect(count == 2)
        await #expect(throws: CommandFailure.self) { try await waiting(for: ["wbe"]).run(within: .seconds(20)) }
    }

    @Test func `waiting for health too long has a status of its own`() async throws {
        let daemon = try ScriptedDaemon { request in
            if request.target.hasPrefix("/v1/events") { return ScriptedDaemon.Reply(body: "") }
            return .json(ProjectOnDisk.status(of: ServiceStatus("web", .starting)))
        }
        defer { daemon.stop() }
        let project = try ProjectOnDisk(["compose.yaml": "services: {web: {image: 'busybox'}}\n"])
        defer { project.remove() }
        let waiting = HealthWaiting(
            context: try project.open(socket: daemon.socket).context.quiet,
            client: DaemonClient(socket: daemon.socket),
            project: "shop",
            wait: HealthWait(services: [])
        )
        do {
            try await waiting.run(within: .milliseconds(100))
            Issue.record("a project that starts counts as ready")
        } catch let failure as SummarizedFailure {
            #expect(failure.status == .timedOut && failure.text.contains("project 'shop' is not ready"))
        }
    }
}

extension CommandContext {
    /// The same without progress on the screen.
    fileprivate var quiet: CommandContext {
        var globals = self.globals
        globals.progress = "quiet"
        return CommandContext(globals, surroundings)
    }
}
