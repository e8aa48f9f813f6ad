/// The `deploy` section (Compose Deploy Specification).
extension ComposeSchema {
    static let deploy = Fields([
        "mode": .string,
        "endpoint_mode": .string,
        "replicas": integer,
        "labels": pairs,
        "update_config": updatePolicy,
        "rollback_config": updatePolicy,
        "resources": .object(["limits": resourceLimits, "reservations": reservations]),
        "restart_policy": .object([
            "condition": .string,
            "delay": .string,
            "max_attempts": integer,
            "window": .string,
        ]),
        "placement": .object([
            "constraints": repeatableStrings,
            "preferences": .list(of: .object(["spread": .string]), unique: false),
            "max_replicas_per_node": integer,
        ]),
    ])

    private static let updatePolicy: Shape = .object([
        "parallelism": integer,
        "delay": .string,
        "failure_action": .string,
        "monitor": .string,
        "max_failure_ratio": number,
        "order": .words(["start-first", "stop-first"]),
    ])

    private static let resourceLimits: Shape = .object(["cpus": number, "memory": .string, "pids": integer])

    private static let reservations: Shape = .object([
        "cpus": number,
        "memory": .string,
        "generic_resources": .list(of: genericResource, unique: false),
        "devices": .list(of: .object(deviceRequest, required: ["capabilities"]), unique: false),
    ])

    private static let genericResource: Shape = .object([
        "discrete_resource_spec": .object(["kind": .string, "value": number])
    ])
}
