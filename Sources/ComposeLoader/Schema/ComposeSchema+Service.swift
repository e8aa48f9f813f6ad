/// The keys of a service, in groups by what they are about.
extension ComposeSchema {
    static let service = Fields(joined([whatRuns, lifecycle, connections, storage, permissions, limits]))

    private static func joined(_ groups: [[String: Shape]]) -> [String: Shape] {
        var all: [String: Shape] = [:]
        for group in groups {
            for (key, shape) in group {
                precondition(all[key] == nil, "a service key stands in two groups")
                all[key] = shape
            }
        }
        return all
    }

    private static let whatRuns: [String: Shape] = [
        "image": .string,
        "build": .either([.string, .fields(build)]),
        "platform": .string,
        "pull_policy": .pattern(.pullPolicy),
        "pull_refresh_after": .string,
        "command": command,
        "entrypoint": command,
        "provider": .object(
            ["type": .string, "options": .map(of: providerOption, keys: nil)],
            required: ["type"]
        ),
        "environment": pairs,
        "env_file": .either([.string, .list(of: environmentFile, unique: false)]),
        "labels": pairs,
        "label_file": .either([.string, repeatableStrings]),
        "annotations": pairs,
        "working_dir": .string,
        "user": .string,
        "group_add": .list(of: .either([.string, .number]), unique: true),
        "hostname": .string,
        "domainname": .string,
        "container_name": .pattern(.containerName),
        "stdin_open": flag,
        "tty": flag,
        "init": flag,
        "runtime": .string,
        "extends": .either([
            .string,
            .object(["service": .string, "file": .string], required: ["service"], extensions: false),
        ]),
        "profiles": strings,
    ]

    private static let lifecycle: [String: Shape] = [
        "depends_on": .either([strings, .map(of: dependency, keys: .resourceName)]),
        "healthcheck": .object([
            "disable": flag,
            "test": .either([.string, repeatableStrings]),
            "interval": .string,
            "timeout": .string,
            "start_period": .string,
            "start_interval": .string,
            "retries": number,
        ]),
        "restart": .string,
        "stop_signal": .string,
        "stop_grace_period": .string,
        "scale": integer,
        "attach": flag,
        "deploy": .either([.fields(deploy), .null]),
        "develop": .either([.object(["watch": .list(of: trigger, unique: false)]), .null]),
        "pre_start": .list(of: preStartHook, unique: false),
        "post_start": .list(of: hook, unique: false),
        "pre_stop": .list(of: hook, unique: false),
        "logging": .object([
            "driver": .string,
            "options": .map(of: .either([.string, .number, .null]), keys: nil),
        ]),
    ]

    private static let dependency: Shape = .object(
        [
            "condition": .words(["service_started", "service_healthy", "service_completed_successfully"]),
            "required": .boolean,
            "restart": flag,
        ],
        required: ["condition"]
    )

    private static let environmentFile: Shape = .either([
        .string,
        .object(["path": .string, "format": .string, "required": flag], required: ["path"], extensions: false),
    ])

    private static let providerOption: Shape = .either([
        .string, .number, .boolean,
        .list(of: .either([.string, .number, .boolean]), unique: false),
    ])

    static let hook: Shape = .object(
        ["command": command, "user": .string, "privileged": flag, "working_dir": .string, "environment": pairs],
        required: ["command"]
    )

    private static let preStartHook: Shape = .object([
        "command": command,
        "image": .string,
        "user": .string,
        "privileged": flag,
        "working_dir": .string,
        "environment": pairs,
        "per_replica": flag,
    ])

    private static let trigger: Shape = .object(
        [
            "path": .string,
            "action": .words(["rebuild", "sync", "restart", "sync+restart", "sync+exec"]),
            "target": .string,
            "ignore": stringOrStrings,
            "include": stringOrStrings,
            "exec": hook,
            "initial_sync": .boolean,
        ],
        required: ["path", "action"]
    )
}
