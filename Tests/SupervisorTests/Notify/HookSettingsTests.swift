import ComposeModel
import ControlProtocol
import CurlHTTP
import Diagnostics
import Testing

@testable import Supervisor

/// What hooks are declared, who is told of what, and what a hook is told.
@Suite struct HookSettingsTests {
    private typealias Pair = (key: String, value: CanonicalValue)

    private static func mapping(_ pairs: [Pair]) -> CanonicalValue { .map(pairs) }

    private func read(_ value: CanonicalValue) -> (settings: HookSettings, findings: [Diagnostic]) {
        var collector = DiagnosticCollector()
        let settings = HookSettings(value, path: "x-swiftcompose.hooks", at: nil, into: &collector)
        return (settings, collector.diagnostics)
    }

    private func webhook(_ url: String, _ events: CanonicalValue? = nil) -> CanonicalValue {
        var pairs: [Pair] = [(key: "url", value: .string(url))]
        if let events { pairs.append((key: "events", value: events)) }
        return Self.mapping([(key: "webhooks", value: .list([Self.mapping(pairs)]))])
    }

    private func command(_ command: CanonicalValue) -> CanonicalValue {
        Self.mapping([(key: "exec", value: .list([Self.mapping([(key: "command", value: command)])]))])
    }

    private func event(_ name: String, _ kind: Incident.Kind? = nil) -> HookEvent {
        let entry = TimelineEntry(number: 7, time: 1.5, project: "shop", service: "db", event: name, text: "it broke")
        let incident = kind.map {
            Incident(id: 3, project: "shop", service: "db", kind: $0, summary: "it broke", opened: 1)
        }
        return HookEvent(entry, incident: incident)
    }

    // MARK: - Reading

    @Test func `hooks are read, for incidents where they do not say`() throws {
        let (settings, findings) = read(webhook("https://hooks.example.com/T0?x=y"))
        #expect(findings.isEmpty)
        let hook = try #require(settings.webhooks.first)
        #expect(hook.address.target == "/T0?x=y")
        #expect(hook.events == .incidents)
        #expect(read(command(.strings(["notify", "-q"]))).settings.commands.first?.words == ["notify", "-q"])
        #expect(read(command(.string("a | b"))).settings.commands.first?.words == ["/bin/sh", "-c", "a | b"])
    }

    @Test func `what cannot be read is told and left out`() {
        #expect(read(.string("x")).findings.map(\.message) == ["'x-swiftcompose.hooks' must be a mapping"])
        let (settings, findings) = read(webhook("https://user:secret@example.com/"))
        #expect(settings.isEmpty)
        #expect(findings.first?.path == "x-swiftcompose.hooks.webhooks[0].url")
        #expect(findings.first?.message.contains("secret") == false, "a URL may be the key to a place")
        #expect(read(command(.list([]))).findings.first?.path == "x-swiftcompose.hooks.exec[0].command")
        let unknown = read(webhook("http://a/", .strings(["crashes"]))).findings
        #expect(unknown.map(\.message) == ["'x-swiftcompose.hooks.webhooks[0].events' has no event 'crashes'"])
    }

    private static let addresses: [(String, String, Int, String)] = [
        ("http://localhost", "localhost", 80, "/"), ("https://example.com/a/b#c", "example.com", 443, "/a/b"),
        ("http://[::1]:8080/x", "::1", 8080, "/x"), ("HTTP://example.com?q=1", "example.com", 80, "/?q=1"),
    ]

    @Test(arguments: HookSettingsTests.addresses.indices)
    func `an address is taken from its URL`(index: Int) throws {
        let (url, host, port, target) = Self.addresses[index]
        let address = try WebhookAddress(url)
        #expect(address.target == target)
        guard case .tcp(let foundHost, let foundPort, _) = address.endpoint else {
            Issue.record("a webhook goes over TCP")
            return
        }
        #expect(foundHost == host)
        #expect(foundPort == port)
    }

    @Test(arguments: ["example.com/x", "ftp://example.com/", "http:///x", "http://a:99999/", "http://a/ b"])
    func `what is no address is refused`(url: String) {
        #expect(throws: WebhookAddress.Problem.self) { _ = try WebhookAddress(url) }
    }

    // MARK: - Filters

    @Test func `a filter knows events, their beginnings, and kinds of incidents`() {
        #expect(EventFilter(["container.died"]).matches(event("container.died")))
        #expect(!EventFilter(["container.died"]).matches(event("container.died.twice")))
        #expect(EventFilter(["container.*"]).matches(event("container.died")))
        #expect(!EventFilter(["container.*"]).matches(event("containers.died")))
        #expect(EventFilter(["crash"]).matches(event("incident.opened", .crash)))
        #expect(!EventFilter(["crash"]).matches(event("incident.opened", .unhealthy)))
        #expect(EventFilter(["*"]).matches(event("anything")))
        #expect(EventFilter.incidents.matches(event("incident.closed", .drift)))
        #expect(!EventFilter.incidents.matches(event("operation.began")))
    }

    @Test func `who is named twice is told once`() {
        var settings = read(command(.strings(["notify"]))).settings
        settings.commands += settings.commands
        #expect(settings.targets(of: event("incident.opened", .crash), directory: "/srv").count == 1)
        #expect(settings.targets(of: event("operation.began"), directory: "/srv").isEmpty)
    }

    // MARK: - What is told

    @Test func `an event is JSON with a version, and variables`() throws {
        let told = event("incident.opened", .outOfMemory)
        let json = String(decoding: try told.json(), as: UTF8.self)
        #expect(json.hasPrefix("{\"event\":\"incident.opened\",\"incident\":{"))
        #expect(json.contains("\"kind\":\"out_of_memory\""))
        #expect(json.contains("\"version\":1"))
        #expect(!json.contains("\n"))
        let variables = told.variables
        #expect(variables["SWIFTCOMPOSE_EVENT"] == "incident.opened")
        #expect(variables["SWIFTCOMPOSE_INCIDENT"] == "3")
        #expect(variables["SWIFTCOMPOSE_INCIDENT_KIND"] == "out_of_memory")
        #expect(event("operation.began").variables["SWIFTCOMPOSE_INCIDENT"] == "")
    }
}
