import ControlProtocol
import Testing

@testable import Supervisor

@Suite struct MetricsTests {
    @Test func `figures are in the text format, with a line for every kind of incident`() async {
        let metrics = SupervisorMetrics()
        metrics.sawEvent()
        metrics.sawEvent()
        metrics.opened(.crash)
        metrics.keepsState(false)
        let status = await StubControlService().status()
        let lines = MetricsText.of(status, metrics.current, now: 70).split(separator: "\n")
        for expected in [
            "swiftcompose_info{version=\"1.2.3\"} 1", "swiftcompose_uptime_seconds 60", "swiftcompose_projects 1",
            "swiftcompose_engine_reachable 1", "swiftcompose_state_kept 0", "swiftcompose_engine_events_total 2",
            "swiftcompose_service_condition{condition=\"held\",project=\"shop\",service=\"app\"} 1",
            "swiftcompose_service_restarts_total{project=\"shop\",service=\"db\"} 2",
            "swiftcompose_incidents_total{kind=\"crash\"} 1", "swiftcompose_incidents_total{kind=\"lease\"} 0",
            "swiftcompose_open_incidents{project=\"shop\"} 1",
        ] {
            #expect(lines.contains { $0 == expected }, "\(expected)")
        }
    }

    @Test func `reactions are counted into every bucket that they are quick enough for`() async {
        let metrics = SupervisorMetrics()
        metrics.reacted(after: 0.001)
        metrics.reacted(after: 0.004)
        metrics.reacted(after: 7)
        let status = await StubControlService().status()
        let text = MetricsText.of(status, metrics.current, now: 70)
        #expect(text.contains("swiftcompose_reaction_seconds_bucket{le=\"0.001\"} 1\n"))
        #expect(text.contains("swiftcompose_reaction_seconds_bucket{le=\"0.005\"} 2\n"))
        #expect(text.contains("swiftcompose_reaction_seconds_bucket{le=\"1.0\"} 2\n"))
        #expect(text.contains("swiftcompose_reaction_seconds_bucket{le=\"+Inf\"} 3\n"))
        #expect(text.contains("swiftcompose_reaction_seconds_count 3\n"))
        #expect(text.contains("swiftcompose_reaction_seconds_sum 7.005\n"))
    }

    @Test func `names cannot break the format`() {
        let service = ServiceStatus(name: "a\"b\\c\nd", condition: .ready, since: 0)
        let project = ProjectStatus(name: "shop", services: [service], since: 0)
        let status = DaemonStatus(version: "1", process: 1, started: 0, engine: "", projects: [project])
        let text = MetricsText.of(status, SupervisorMetrics.Counts(), now: 0)
        #expect(text.contains("service=\"a\\\"b\\\\c\\nd\"} 1\n"))
    }
}
