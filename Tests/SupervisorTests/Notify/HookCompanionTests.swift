import ComposeModel
import ControlProtocol
import DockerEngine
import Testing

@testable import Supervisor

/// From a line of the timeline to a hook that is told of it with its incident.
@Suite(.timeLimit(.minutes(1)))
struct HookCompanionTests {
    private func project(posting port: Int) -> AccompaniedProject {
        var supervised = SupervisedProject(
            Project(name: "shop", workingDirectory: "/"),
            source: ProjectSource(directory: "/"),
            since: 0
        )
        if let address = try? WebhookAddress("http://127.0.0.1:\(port)/") {
            supervised.policy.hooks.webhooks = [HookSettings.Webhook(address: address, events: .incidents)]
        }
        return AccompaniedProject(
            supervised: supervised,
            engine: EngineClient(host: EngineHost(socket: "/nonexistent/engine.sock")),
            events: AsyncStream.makeStream(of: ContainerEvent.self).stream,
            containers: { [] },
            tell: { _ in },
            open: { _ in 0 },
            close: { _ in },
            take: { _ in }
        )
    }

    @Test func `an incident is told with its details, and other lines are not asked for`() async throws {
        let server = try HookServer([200])
        let incident = Incident(
            id: 9,
            project: "shop",
            service: "db",
            kind: .crash,
            summary: "db-1 ended with code 1",
            opened: 5
        )
        let hub = EventHub()
        let notifier = Notifier(HookDelivery()) { Issue.record("\($0)") }
        let companion = HookCompanion(hub: hub, store: MemoryStore(incidents: [incident]), notifier: notifier)
        let project = self.project(posting: server.port)
        let delivering = Task { await notifier.run() }
        let listening = Task { await companion.accompany(project) }
        defer {
            delivering.cancel()
            listening.cancel()
        }
        // A line is only heard by who listens already.
        try await Task.sleep(for: .milliseconds(300))
        for (event, text) in [("container.died", "db-1 ended"), ("incident.opened", incident.summary)] {
            hub.publish(
                TimelineEntry(number: 1, time: 5, project: "shop", service: "db", event: event, text: text)
            )
        }
        let requests = await server.requests(1)
        #expect(requests.count == 1)
        #expect(requests.first?.contains("\"id\":9") == true)
        #expect(requests.first?.contains("\"kind\":\"crash\"") == true)
    }
}
