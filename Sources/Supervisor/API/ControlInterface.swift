internal import ControlProtocol
internal import HTTPTypes
internal import HummingbirdCore

/// Everything that can be asked of the daemon.
struct ControlInterface: Sendable {
    let service: any ControlService
    let records: any ControlRecords
    let hub: EventHub
    let metrics: SupervisorMetrics
    /// How long a stream may be silent until it says that it is there; a reader that is gone is found out so.
    var heartbeat: Duration = .seconds(15)

    /// Each in one place: what answers it and what the description says of it.
    var endpoints: [ControlEndpoint] {
        let served = daemonEndpoints + projectEndpoints + careEndpoints + recordEndpoints + streamEndpoints
        return served + [descriptionEndpoint(of: served)]
    }

    private var daemonEndpoints: [ControlEndpoint] {
        [
            ControlEndpoint(
                .get,
                "/v1/status",
                "getStatus",
                "Tells how the daemon and all projects in its care fare.",
                answer: .init(status: 200, summary: "The status.", content: .value("DaemonStatus"))
            ) { [service] _ in
                try ControlAnswer.value(await service.status())
            },
            ControlEndpoint(
                .get,
                "/metrics",
                "getMetrics",
                "Gives the daemon's figures to Prometheus.",
                answer: .init(status: 200, summary: "The figures.", content: .text([MetricsText.mediaType]))
            ) { [service, metrics] _ in
                let page = MetricsText.of(await service.status(), metrics.current, now: WallClock.now())
                return ControlAnswer.text(page, mediaType: MetricsText.mediaType)
            },
        ]
    }

    private func descriptionEndpoint(of served: [ControlEndpoint]) -> ControlEndpoint {
        var endpoint = ControlEndpoint(
            .get,
            "/openapi.json",
            "getDescription",
            "Describes this interface in OpenAPI 3.1.",
            answer: .init(status: 200, summary: "The description.", content: .value("Description"))
        ) { _ in ControlAnswer.nothing }
        // It describes itself, too.
        let document = OpenAPIDocument.of(served + [endpoint])
        endpoint.handler = { _ in try ControlAnswer.value(document) }
        return endpoint
    }
}

/// What many endpoints have.
extension ControlInterface {
    static let projectPath = "/v1/projects/{name}"

    static let done = ControlEndpoint.Answer(status: 204, summary: "It is done.", content: .nothing)

    static let projectFilter = QueryParameter("project", .text, "Only what concerns this project.")

    static let sinceFilter = QueryParameter("since", .moment, "Only what came then or later, in seconds since 1970.")

    static func limit(_ range: ClosedRange<Int>, _ standard: Int) -> QueryParameter {
        QueryParameter("limit", .integer(range), "How many at most; \(standard) where it is not given.")
    }
}
