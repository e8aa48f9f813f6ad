internal import ComposeRuntime
internal import ControlProtocol
internal import HTTPTypes
internal import HummingbirdCore

/// What goes on as long as the caller listens.
extension ControlInterface {
    var streamEndpoints: [ControlEndpoint] {
        [getEvents, getLogs]
    }

    private static let follow = QueryParameter(
        "follow",
        .flag,
        "Whether to go on with what comes later; 'true' where it is not given."
    )

    private var getEvents: ControlEndpoint {
        let tail = EventTail(records: records, hub: hub, heartbeat: heartbeat)
        return ControlEndpoint(
            .get,
            "/v1/events",
            "streamEvents",
            "Tells what happens from now on, or after the line of the timeline that 'Last-Event-ID' or 'after' names.",
            answer: .init(
                status: 200,
                summary: "Lines of the timeline, each with the version of its form.",
                content: .text(StreamFormat.mediaTypes)
            )
        ) { call in
            let format = StreamFormat(call.request)
            let project = call.query.text("project")
            let after = try Self.resumption(call)
            let follows = call.query.flag("follow") ?? true
            let body = ResponseBody { writer in
                try await tail.write(format, project: project, after: after, follows: follows, to: &writer)
                try await writer.finish(nil)
            }
            return format.response(body)
        }
        .taking([
            Self.projectFilter,
            QueryParameter("after", .integer(0...RequestRules.largestCount), "Go on after the line of this number."),
            Self.follow,
        ])
        .resuming()
    }

    /// The number of the last line that the caller has; nil for none.
    private static func resumption(_ call: ControlCall) throws(RequestProblem) -> Int? {
        if let after = call.query.integer("after") { return after }
        guard let name = HTTPField.Name("Last-Event-ID"), let text = call.request.headers[name] else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw .invalid("'\(text)' in 'Last-Event-ID' is no number of a line of the timeline")
        }
        return number
    }

    private var getLogs: ControlEndpoint {
        ControlEndpoint(
            .get,
            "\(Self.projectPath)/logs",
            "streamLogs",
            "Tells what the project's containers write.",
            answer: .init(
                status: 200,
                summary: "Lines of output, those of each container in order.",
                content: .text(StreamFormat.mediaTypes)
            )
        ) { [service, heartbeat] call in
            let format = StreamFormat(call.request)
            var options = LogCollector.Options()
            options.follows = call.query.flag("follow") ?? true
            options.tail = call.query.integer("tail") ?? 100
            options.showsTimestamps = true
            let services = call.query.text("service").map { Set([$0]) }
            options.services = services
            let source = try await service.logs(call.part("name"), services: services, options: options)
            let body = ResponseBody { writer in
                try await LogStream.write(source, format, heartbeat: heartbeat, to: &writer)
                try await writer.finish(nil)
            }
            return format.response(body)
        }
        .taking([
            QueryParameter("service", .text, "Only what the containers of this service write."),
            QueryParameter(
                "tail",
                .integer(0...100_000),
                "How many lines of each container from its end; 100 at first."
            ),
            Self.follow,
        ])
        .failing(404, 502, 503)
    }
}
