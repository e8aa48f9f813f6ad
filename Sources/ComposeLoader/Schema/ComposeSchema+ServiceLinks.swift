/// What a service reaches and what it keeps.
extension ComposeSchema {
    static let connections: [String: Shape] = [
        "network_mode": .string,
        "networks": .either([strings, .map(of: .either([serviceNetwork, .null]), keys: .resourceName)]),
        "ports": .list(of: .either([.number, .string, port]), unique: true),
        "expose": .list(of: .either([.string, .number]), unique: true),
        "links": strings,
        "external_links": strings,
        "extra_hosts": extraHosts,
        "dns": stringOrStrings,
        "dns_opt": strings,
        "dns_search": stringOrStrings,
        "mac_address": .string,
        "models": .either([strings, .map(of: .either([serviceModel, .null]), keys: .resourceName)]),
    ]

    static let storage: [String: Shape] = [
        "volumes": .list(of: .either([.string, mount]), unique: true),
        "volumes_from": strings,
        "tmpfs": stringOrStrings,
        "secrets": fileReferences,
        "configs": fileReferences,
        "storage_opt": .map(of: .anything, keys: nil),
        "read_only": flag,
    ]

    static let fileReferences: Shape = .list(
        of: .either([
            .string,
            .object(["source": .string, "target": .string, "uid": .string, "gid": .string, "mode": number]),
        ]),
        unique: false
    )

    static let extraHosts: Shape = .either([
        .map(of: .either([.string, repeatableStrings]), keys: nil),
        strings,
    ])

    private static let serviceNetwork: Shape = .object([
        "aliases": strings,
        "interface_name": .string,
        "ipv4_address": .string,
        "ipv6_address": .string,
        "link_local_ips": strings,
        "mac_address": .string,
        "driver_opts": driverOptions,
        "priority": .number,
        "gw_priority": .number,
    ])

    private static let serviceModel: Shape = .object(["endpoint_var": .string, "model_var": .string])

    private static let port: Shape = .object([
        "name": .string,
        "mode": .string,
        "host_ip": .string,
        "target": integer,
        "published": integer,
        "protocol": .string,
        "app_protocol": .string,
    ])

    private static let mount: Shape = .object(
        [
            "type": .words(["bind", "volume", "tmpfs", "cluster", "npipe", "image"]),
            "source": .string,
            "target": .string,
            "read_only": flag,
            "consistency": .string,
            "bind": .object([
                "propagation": .string,
                "create_host_path": flag,
                "recursive": .words(["enabled", "disabled", "writable", "readonly"]),
                "selinux": .words(["z", "Z"]),
            ]),
            "volume": .object(["labels": pairs, "nocopy": flag, "subpath": .string]),
            "tmpfs": .object(["size": .either([.integer(in: 0...Int.max), .string]), "mode": number]),
            "image": .object(["subpath": .string]),
        ],
        required: ["type"]
    )
}
