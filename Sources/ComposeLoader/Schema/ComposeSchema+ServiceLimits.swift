/// What a service may do and use.
extension ComposeSchema {
    static let permissions: [String: Shape] = [
        "privileged": flag,
        "cap_add": strings,
        "cap_drop": strings,
        "security_opt": strings,
        "cgroup": .words(["host", "private"]),
        "ipc": .string,
        "pid": .either([.string, .null]),
        "uts": .string,
        "userns_mode": .string,
        "isolation": .string,
        "sysctls": pairs,
        "devices": .list(of: .either([.string, device]), unique: false),
        "device_cgroup_rules": strings,
        "gpus": .either([.words(["all"]), .list(of: .object(deviceRequest), unique: false)]),
        "credential_spec": .object(["config": .string, "file": .string, "registry": .string]),
        "use_api_socket": .boolean,
    ]

    static let limits: [String: Shape] = [
        "blkio_config": blockIO,
        "cgroup_parent": .string,
        "cpu_count": .either([.integer(in: 0...Int.max), .string]),
        "cpu_percent": .either([.integer(in: 0...100), .string]),
        "cpu_period": number,
        "cpu_quota": number,
        "cpu_rt_period": number,
        "cpu_rt_runtime": number,
        "cpu_shares": number,
        "cpus": number,
        "cpuset": .string,
        "mem_limit": number,
        "mem_reservation": integer,
        "mem_swappiness": integer,
        "memswap_limit": number,
        "oom_kill_disable": flag,
        "oom_score_adj": .either([.integer(in: -1000...1000), .string]),
        "pids_limit": number,
        "shm_size": number,
        "ulimits": ulimits,
    ]

    static let ulimits: Shape = .map(
        of: .either([.anyInteger, .string, .object(["soft": integer, "hard": integer], required: ["soft", "hard"])]),
        keys: .ulimitName
    )

    static let deviceRequest: [String: Shape] = [
        "capabilities": strings,
        "count": integer,
        "device_ids": strings,
        "driver": .string,
        "options": pairs,
    ]

    private static let device: Shape = .object(
        ["source": .string, "target": .string, "permissions": .string],
        required: ["source"]
    )

    private static let blockIO: Shape = .object(
        [
            "weight": integer,
            "weight_device": .list(of: weight, unique: false),
            "device_read_bps": rates,
            "device_read_iops": rates,
            "device_write_bps": rates,
            "device_write_iops": rates,
        ],
        extensions: false
    )

    private static let weight: Shape = .object(["path": .string, "weight": integer], extensions: false)

    private static let rates: Shape = .list(
        of: .object(["path": .string, "rate": integer], extensions: false),
        unique: false
    )
}
