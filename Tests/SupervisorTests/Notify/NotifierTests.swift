import ControlProtocol
import Glibc
import Synchronization
import Testing

@testable import Supervisor

/// Delivering to hooks: commands run, webhooks are posted and tried again, and nobody is kept waiting.
@Suite(.timeLimit(.minutes(1)))
struct NotifierTests {
    private func event(_ number: Int = 1, _ text: String = "it broke") -> HookEvent {
        HookEvent(
            TimelineEntry(
                number: number,
                time: 1,
                project: "shop",
                service: "db",
                event: "incident.opened",
                text: text
            )
        )
    }

    private func hooks(command words: [String]) -> HookSettings {
        var settings = HookSettings()
        settings.commands = [HookSettings.Command(words: words, events: .incidents)]
        return settings
    }

    private func hooks(port: Int) throws -> HookSettings {
        var settings = HookSettings()
        let address = try WebhookAddress("http://127.0.0.1:\(port)/hook?key=1")
        settings.webhooks = [HookSettings.Webhook(address: address, events: .incidents)]
        return settings
    }

    private var delivery: HookDelivery {
        var delivery = HookDelivery()
        delivery.pauses = [.milliseconds(10), .milliseconds(10)]
        delivery.environment = ["PATH": "/usr/bin:/bin"]
        return delivery
    }

    // MARK: - Commands

    private func program(_ line: String, directory: String = "/") -> HookProgram {
        HookProgram(words: ["/bin/sh", "-c", line], directory: directory, environment: ["PATH": "/usr/bin:/bin"])
    }

    @Test func `a command reads the event, sees its variables, and runs in the project's directory`() async throws {
        let script = "read line && test \"$line\" = hello && test \"$WORD\" = b && test \"$PWD\" = /tmp && exit 7"
        let status = try await program(script, directory: "/tmp").run(
            Array("hello\n".utf8),
            ["WORD": "b"],
            within: .seconds(20)
        )
        #expect(status == 7)
    }

    @Test func `a command that reads nothing, or a lot, does no harm`() async throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        #expect(try await program("exit 0").run(long, [:], within: .seconds(20)) == 0)
        #expect(try await program("test $(wc -c) = 1048576").run(long, [:], within: .seconds(20)) == 0)
    }

    @Test func `a command that hangs is killed with what it has started`() async throws {
        let began = ContinuousClock.now
        #expect(try await program("sleep 100 & sleep 100").run([], [:], within: .milliseconds(100)) == nil)
        #expect(ContinuousClock.now - began < .seconds(20))
    }

    @Test func `a command that is not there ends like one`() async throws {
        let missing = HookProgram(words: ["/nonexistent/hook"], directory: "/", environment: [:])
        #expect(try await missing.run([], [:], within: .seconds(20)) == 127)
    }

    @Test func `a cancelled command is killed`() async {
        let program = self.program("sleep 100")
        let running = Task { try await program.run([], [:], within: .seconds(100)) }
        // It may also be cancelled before it has begun.
        try? await Task.sleep(for: .milliseconds(50))
        running.cancel()
        let result = await running.result
        #expect(throws: CancellationError.self) { try result.get() }
    }

    // MARK: - Webhooks

    @Test func `a webhook is posted as JSON`() async throws {
        let server = try HookServer([200])
        let notifier = Notifier(delivery) { _ in }
        let running = Task { await notifier.run() }
        notifier.tell(event(), try hooks(port: server.port), directory: "/")
        let request = try #require(await server.requests(1).first)
        running.cancel()
        #expect(request.hasPrefix("POST /hook?key=1 HTTP/1.1\r\n"))
        #expect(request.contains("application/json"))
        #expect(request.hasSuffix("\"version\":1}"))
    }

    @Test func `a webhook that fails is tried again, one that refuses is not`() async throws {
        let courier = { (server: HookServer) throws -> WebhookCourier in
            let address = try WebhookAddress("http://127.0.0.1:\(server.port)/")
            return WebhookCourier(address, limit: .seconds(5), pauses: [.milliseconds(5), .milliseconds(5)])
        }
        let recovering = try HookServer([500, 429, 200])
        #expect(try await courier(recovering).post([]) == nil)
        let broken = try HookServer([503])
        #expect(try await courier(broken).post([]) == "given up after 3 tries: status 503")
        #expect(await broken.requests(3).count == 3)
        let refusing = try HookServer([404])
        #expect(try await courier(refusing).post([]) == "refused: status 404")
        #expect(await refusing.requests(1).count == 1)
    }

    @Test func `a server that does not answer is given up`() async throws {
        let silent = try HookServer([])
        let address = try WebhookAddress("http://127.0.0.1:\(silent.port)/")
        let courier = WebhookCourier(address, limit: .milliseconds(50), pauses: [])
        let problem = try #require(try await courier.post([]))
        #expect(problem.hasPrefix("given up after 1 try: no answer within"))
    }

    // MARK: - Queues

    @Test func `events come in order, and trouble is told without what is secret`() async throws {
        let server = try HookServer([200, 200, 404])
        let (troubles, told) = AsyncStream.makeStream(of: String.self)
        let notifier = Notifier(delivery) { told.yield($0) }
        let running = Task { await notifier.run() }
        for number in 1...3 { notifier.tell(event(number), try hooks(port: server.port), directory: "/") }
        let requests = await server.requests(3)
        #expect(requests.map { $0.contains("\"number\":1") } == [true, false, false])
        #expect(requests.map { $0.contains("\"number\":3") } == [false, false, true])
        var iterator = troubles.makeAsyncIterator()
        #expect(await iterator.next() == "webhook http://127.0.0.1:\(server.port): refused: status 404")
        running.cancel()
    }

    @Test func `of too many events the oldest go, which is told once`() async throws {
        let told = TroubleList()
        let notifier = Notifier(delivery, capacity: 2) { told.add($0) }
        let server = try HookServer([200])
        // Nothing is delivered before it runs.
        for number in 1...5 { notifier.tell(event(number), try hooks(port: server.port), directory: "/") }
        #expect(told.all.count == 1)
        #expect(told.all.first?.contains("does not keep up") == true)
        let running = Task { await notifier.run() }
        let requests = await server.requests(2)
        running.cancel()
        #expect(requests.map { $0.contains("\"number\":4") || $0.contains("\"number\":5") } == [true, true])
    }
}

private final class TroubleList: Sendable {
    private let list = Mutex<[String]>([])

    var all: [String] { list.withLock { $0 } }

    func add(_ trouble: String) { list.withLock { $0.append(trouble) } }
}
