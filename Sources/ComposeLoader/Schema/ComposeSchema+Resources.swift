/// The top-level sections beside `services`.
extension ComposeSchema {
    static let network = Fields([
        "name": .string,
        "driver": .string,
        "driver_opts": driverOptions,
        "ipam": .object([
            "driver": .string,
            "config": .list(of: pool, unique: false),
            "options": .map(of: .string, keys: nil),
        ]),
        "external": external,
        "internal": flag,
        "attachable": flag,
        "enable_ipv4": flag,
        "enable_ipv6": flag,
        "labels": pairs,
    ])

    static let volume = Fields([
        "name": .string,
        "driver": .string,
        "driver_opts": driverOptions,
        "external": external,
        "labels": pairs,
    ])

    static let secret = Fields([
        "name": .string,
        "environment": .string,
        "file": .string,
        "external": external,
        "labels": pairs,
        "driver": .string,
        "driver_opts": driverOptions,
        "template_driver": .string,
    ])

    static let config = Fields([
        "name": .string,
        "content": .string,
        "environment": .string,
        "file": .string,
        "external": external,
        "labels": pairs,
        "template_driver": .string,
    ])

    static let model = Fields(
        [
            "name": .string,
            "model": .string,
            "context_size": .anyInteger,
            "runtime_flags": repeatableStrings,
        ],
        required: ["model"]
    )

    /// The mapping with a name is the form of older files.
    private static let external: Shape = .either([.boolean, .string, .object(["name": .string])])

    private static let pool: Shape = .object([
        "subnet": .string,
        "ip_range": .string,
        "gateway": .string,
        "aux_addresses": .map(of: .string, keys: nil),
    ])
}
