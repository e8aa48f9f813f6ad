internal import ControlProtocol

/// The forms of what is sent and answered, as JSON Schema of 2020-12.
///
/// A test holds each against what the encoder makes of its value.
enum OpenAPISchemas {
    static var all: [String: JSONValue] {
        [
            "Handover": handover, "ProjectSource": source, "Lease": lease, "Announcement": announcement,
            "AnnouncementNumber": object(["number": count]),
            "DaemonStatus": daemonStatus, "ProjectStatus": projectStatus, "ServiceStatus": serviceStatus,
            "ServiceExplanation": explanation, "Plan": plan,
            "Incident": incident, "TimelineEntry": timelineEntry,
            "ControlFailure": object(["message": text], optional: ["hint": text]),
            "Description": ["type": "object", "description": "A document in the form of OpenAPI 3.1."],
        ]
    }

    // MARK: - Requests

    private static let handover = object(
        [
            "name": ["type": "string", "pattern": .text(RequestRules.projectName)],
            "document": described(text, "The resolved project as compose JSON, with every variable substituted."),
            "source": reference("ProjectSource"),
            "stopped": described(list(text), "Services that the user has stopped and that are to stay so."),
        ],
        optional: ["lease": ["anyOf": [reference("Lease"), ["type": "null"]]]]
    )

    private static let source = object([
        "files": list(absolutePath),
        "environmentFiles": list(absolutePath),
        "directory": absolutePath,
        "profiles": list(text),
        "environment": ["type": "object", "additionalProperties": text],
        "isCompatible": flag,
    ])

    private static let lease = object(
        ["removesVolumes": described(flag, "Whether named volumes go, too.")],
        optional: [
            "ends": [
                "type": ["number", "null"], "minimum": 0, "maximum": .number(QueryParameter.latestMoment),
                "description": "Seconds since 1970.",
            ],
            "process": [
                "type": ["integer", "null"], "minimum": 1, "maximum": .integer(RequestRules.largestProcess),
                "description": "The process whose end takes the project down.",
            ],
            "processStart": [
                "type": ["integer", "null"], "minimum": 0, "maximum": .integer(RequestRules.largestCount),
                "description": "When that process began, in the kernel's ticks.",
            ],
        ]
    )

    private static let announcement = object([
        "verb": ["type": "string", "enum": .list(Announcement.Verb.allNames.map { .text($0) })],
        "services": described(list(text), "Empty means every service."),
        "process": [
            "type": "integer", "minimum": 1, "maximum": .integer(RequestRules.largestProcess),
            "description": "The process that does it; when it is gone, the announcement ends.",
        ],
    ])

    // MARK: - How things fare

    private static let daemonStatus = object([
        "version": text,
        "process": count,
        "started": moment,
        "engine": text,
        "engine_is_reachable": flag,
        "projects": list(reference("ProjectStatus")),
    ])

    private static let projectStatus = object(
        ["name": text, "services": list(reference("ServiceStatus")), "since": moment, "open_incidents": count],
        optional: ["activity": text, "lease": reference("Lease")]
    )

    private static let serviceStatus = object(
        [
            "name": text,
            "condition": ["type": "string", "enum": .list(ServiceStatus.Condition.allNames.map { .text($0) })],
            "effectively_ready": described(flag, "Whether the service and all that it depends on are ready."),
            "replicas": count,
            "running": count,
            "restarts": count,
            "since": moment,
        ],
        optional: ["waiting_for": text, "next_attempt": moment]
    )

    private static let explanation = object(
        [
            "project": text,
            "status": reference("ServiceStatus"),
            "containers": list(
                object(
                    ["id": text, "name": text, "state": text, "health": text],
                    optional: ["exit_code": ["type": "integer"]]
                )
            ),
            "dependencies": list(text),
            "policy": list(text),
            "incidents": list(reference("Incident")),
            "recent_failures": count,
            "given_up": flag,
            "last_output": list(text),
        ],
        optional: ["last_code": ["type": "integer"]]
    )

    private static let plan = object([
        "project": text,
        "steps": list(
            object([
                "id": count, "operation": text, "cause": text, "after": list(count), "only_if_failed": list(count),
            ])
        ),
        "summary": text,
        "warnings": list(text),
        "problems": list(text),
    ])

    // MARK: - What has happened

    private static let incident = object(
        [
            "id": count,
            "project": text,
            "kind": ["type": "string", "enum": .list(Incident.Kind.allCases.map { .text($0.rawValue) })],
            "summary": text,
            "evidence": list(text),
            "actions": list(text),
            "opened": moment,
        ],
        optional: [
            "service": text, "container": text, "exit_code": ["type": "integer"],
            "closed": described(moment, "Missing while it lasts."),
        ]
    )

    private static let timelineEntry = object(
        [
            "version": ["type": "integer", "const": .integer(TimelineEntry.version)],
            "number": count,
            "time": moment,
            "project": text,
            "event": text,
            "text": text,
        ],
        optional: ["service": text]
    )
}

/// Words of which the schemas are made.
extension OpenAPISchemas {
    private static let text: JSONValue = ["type": "string"]
    private static let flag: JSONValue = ["type": "boolean"]
    private static let count: JSONValue = ["type": "integer", "minimum": 0]
    private static let moment: JSONValue = ["type": "number", "description": "Seconds since 1970."]
    private static let absolutePath: JSONValue = ["type": "string", "pattern": "^/"]

    private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    private static func reference(_ schema: String) -> JSONValue { ["$ref": .text("#/components/schemas/\(schema)")] }

    private static func object(_ fields: [String: JSONValue], optional: [String: JSONValue] = [:]) -> JSONValue {
        [
            "type": "object",
            "required": .list(fields.keys.sorted().map { .text($0) }),
            "properties": .object(fields.merging(optional) { required, _ in required }),
        ]
    }

    private static func described(_ schema: JSONValue, _ description: String) -> JSONValue {
        guard case .object(var fields) = schema else { return schema }
        fields["description"] = .text(description)
        return .object(fields)
    }
}

extension Announcement.Verb {
    /// As they are written; the type itself has no list of its cases.
    fileprivate static let allNames: [String] = [
        Self.up, .create, .start, .stop, .restart, .kill, .remove, .pause, .unpause, .scale, .run, .down,
    ].map { $0.rawValue }
}

extension ServiceStatus.Condition {
    /// As they are written; the type itself has no list of its cases.
    fileprivate static let allNames: [String] = [
        Self.ready, .starting, .unhealthy, .completed, .backingOff, .failed, .held, .stopped, .paused, .absent,
    ].map { $0.rawValue }
}
