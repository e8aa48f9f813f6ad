/// How a value of a later file is laid over an earlier one, where that is not the usual way.
///
/// Usually mappings merge, sequences are appended and anything else is replaced; null keeps what is there.
enum MergeRule: Sendable {
    /// The later value counts alone, even if it is null.
    case replace
    /// Variables and labels, as a mapping or as a list of `key=value`: key by key. Lists that are no pairs are appended.
    case keyValues
    /// A string is the context of a build.
    case build
    /// A list of names is a mapping of names to the default condition.
    case dependencies
    /// A list of names is a mapping of names to nothing.
    case names
    /// Pairs of host and address, of which a host may have several.
    case hosts
    /// Options merge only for the same driver.
    case logging
    /// Address pools merge by their subnet.
    case addressPools
}

extension MergeRule {
    static let table = PositionTable<MergeRule>(patterns)

    private static let patterns: [String: MergeRule] = [
        "networks.*.ipam.config": .addressPools,
        "networks.*.labels": .keyValues,
        "services.*.annotations": .keyValues,
        "services.*.build": .build,
        "services.*.build.additional_contexts": .keyValues,
        "services.*.build.args": .keyValues,
        "services.*.build.extra_hosts": .hosts,
        "services.*.build.labels": .keyValues,
        "services.*.command": .replace,
        "services.*.depends_on": .dependencies,
        "services.*.deploy.labels": .keyValues,
        "services.*.dns": .keyValues,
        "services.*.dns_opt": .keyValues,
        "services.*.dns_search": .keyValues,
        "services.*.entrypoint": .replace,
        "services.*.env_file": .keyValues,
        "services.*.environment": .keyValues,
        "services.*.extra_hosts": .hosts,
        "services.*.healthcheck.test": .replace,
        "services.*.label_file": .keyValues,
        "services.*.labels": .keyValues,
        "services.*.logging": .logging,
        "services.*.models": .names,
        "services.*.networks": .names,
        "services.*.sysctls": .keyValues,
        "services.*.tmpfs": .keyValues,
        "services.*.ulimits.*": .replace,
        "volumes.*.labels": .keyValues,
    ]
}
