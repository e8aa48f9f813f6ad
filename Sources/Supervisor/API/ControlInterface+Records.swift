internal import ControlProtocol
internal import HTTPTypes
internal import HummingbirdCore

/// What has happened.
extension ControlInterface {
    var recordEndpoints: [ControlEndpoint] {
        [listIncidents, getTimeline]
    }

    private var listIncidents: ControlEndpoint {
        ControlEndpoint(
            .get,
            "/v1/incidents",
            "listIncidents",
            "Lists incidents, also of projects that are no longer in care.",
            answer: .init(status: 200, summary: "Incidents, the newest first.", content: .list("Incident"))
        ) { [records] call in
            let incidents = try await records.incidents(
                project: call.query.text("project"),
                since: call.query.moment("since"),
                onlyOpen: call.query.flag("open") ?? false,
                limit: call.query.integer("limit") ?? 1_000
            )
            return try ControlAnswer.value(incidents)
        }
        .taking([
            Self.projectFilter, Self.sinceFilter,
            QueryParameter("open", .flag, "Only those that last, where it is 'true'."),
            Self.limit(1...10_000, 1_000),
        ])
    }

    private var getTimeline: ControlEndpoint {
        ControlEndpoint(
            .get,
            "\(Self.projectPath)/timeline",
            "getTimeline",
            "Tells what happened in a project, also in one that is no longer in care.",
            answer: .init(status: 200, summary: "The last lines, the oldest first.", content: .list("TimelineEntry"))
        ) { [records] call in
            let entries = try await records.timeline(
                project: call.part("name"),
                since: call.query.moment("since"),
                limit: call.query.integer("limit") ?? 1_000
            )
            return try ControlAnswer.value(entries)
        }
        .taking([Self.sinceFilter, Self.limit(1...10_000, 1_000)])
    }
}
