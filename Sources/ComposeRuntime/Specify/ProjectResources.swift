internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

extension NetworkCreation {
    /// What to send to create a declared network.
    init(_ network: Network, key: String, project: Project) {
        self.init(name: network.name)
        driver = network.driver
        options = Dictionary(uniqueKeysWithValues: network.driverOptions.map { ($0, $1) })
        isInternal = network.isInternal
        isAttachable = network.isAttachable
        enablesIPv4 = network.enablesIPv4
        enablesIPv6 = network.enablesIPv6
        if network.ipam.driver != nil || !network.ipam.pools.isEmpty {
            var ipam = IPAMConfig()
            ipam.driver = network.ipam.driver
            ipam.pools = network.ipam.pools.map { pool in
                var config = IPAMConfig.Pool()
                config.subnet = pool.subnet
                config.gateway = pool.gateway
                config.range = pool.addressRange
                config.auxiliaryAddresses = Dictionary(uniqueKeysWithValues: pool.auxiliaryAddresses.map { ($0, $1) })
                return config
            }
            self.ipam = ipam
        }
        labels = ResourceLabels.of(
            network.labels.map { ($0, $1) },
            kind: ComposeLabel.network,
            key: key,
            hash: ConfigHash.of(network),
            project: project
        )
    }
}

extension VolumeCreation {
    /// What to send to create a declared volume.
    init(_ volume: Volume, key: String, project: Project) {
        self.init(name: volume.name)
        driver = volume.driver
        driverOptions = Dictionary(uniqueKeysWithValues: volume.driverOptions.map { ($0, $1) })
        labels = ResourceLabels.of(
            volume.labels.map { ($0, $1) },
            kind: ComposeLabel.volume,
            key: key,
            hash: ConfigHash.of(volume),
            project: project
        )
    }
}

/// The labels of networks and volumes.
enum ResourceLabels {
    static func of(
        _ labels: [(String, String)],
        kind: String,
        key: String,
        hash: String,
        project: Project
    ) -> [String: String] {
        var all = Dictionary(labels) { _, last in last }
        all[kind] = key
        all[ComposeLabel.project] = project.name
        all[ComposeLabel.version] = ComposeLabel.referenceVersion
        all[ComposeLabel.configHash] = hash
        return all
    }
}
