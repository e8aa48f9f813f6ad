import YAML

/// What a string becomes where the specification wants a number or a boolean.
///
/// Variables only ever have text for values, so `replicas: ${COUNT}` needs it.
enum Cast: Sendable {
    case integer, number, boolean

    /// The typed value; nil when the text is none.
    func callAsFunction(_ text: String) -> YAMLScalar? {
        switch self {
        case .integer: Int(text).map { YAMLScalar.int($0) }
        case .number: Double(text).map { YAMLScalar.double($0, text: text) }
        case .boolean: Cast.boolean(text).map { YAMLScalar.bool($0) }
        }
    }

    /// What the value should have been, after "to".
    var noun: String {
        switch self {
        case .integer: "an integer"
        case .number: "a number"
        case .boolean: "a boolean"
        }
    }

    /// Whether a text is a boolean only under the rules of YAML 1.1, which are still accepted.
    func isOutdated(_ text: String) -> Bool {
        guard case .boolean = self else { return false }
        return !["true", "false"].contains(text.lowercased())
    }

    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "y", "yes", "on": true
        case "false", "n", "no", "off": false
        default: nil
        }
    }
}

extension Cast {
    /// Which positions of a project want which type.
    static let table = PositionTable<Cast>(patterns)

    private static let patterns: [String: Cast] = [
        "services.*.cpu_count": .integer,
        "services.*.cpu_percent": .number,
        "services.*.cpu_period": .integer,
        "services.*.cpu_quota": .integer,
        "services.*.cpu_rt_period": .integer,
        "services.*.cpu_rt_runtime": .integer,
        "services.*.cpu_shares": .integer,
        "services.*.cpus": .number,
        "services.*.depends_on.*.required": .boolean,
        "services.*.depends_on.*.restart": .boolean,
        "services.*.deploy.placement.max_replicas_per_node": .integer,
        "services.*.deploy.replicas": .integer,
        "services.*.deploy.restart_policy.max_attempts": .integer,
        "services.*.deploy.rollback_config.max_failure_ratio": .number,
        "services.*.deploy.rollback_config.parallelism": .integer,
        "services.*.deploy.update_config.max_failure_ratio": .number,
        "services.*.deploy.update_config.parallelism": .integer,
        "services.*.healthcheck.disable": .boolean,
        "services.*.healthcheck.retries": .integer,
        "services.*.init": .boolean,
        "services.*.oom_kill_disable": .boolean,
        "services.*.oom_score_adj": .integer,
        "services.*.pids_limit": .integer,
        "services.*.ports.[].target": .integer,
        "services.*.privileged": .boolean,
        "services.*.read_only": .boolean,
        "services.*.scale": .integer,
        "services.*.stdin_open": .boolean,
        "services.*.tty": .boolean,
        "services.*.ulimits.*": .integer,
        "services.*.ulimits.*.hard": .integer,
        "services.*.ulimits.*.soft": .integer,
        "services.*.volumes.[].read_only": .boolean,
        "services.*.volumes.[].volume.nocopy": .boolean,
        "networks.*.attachable": .boolean,
        "networks.*.enable_ipv4": .boolean,
        "networks.*.enable_ipv6": .boolean,
        "networks.*.external": .boolean,
        "networks.*.internal": .boolean,
        "volumes.*.external": .boolean,
        "secrets.*.external": .boolean,
        "configs.*.external": .boolean,
    ]
}
