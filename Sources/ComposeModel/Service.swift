package import OrderedCollections

/// One entry of `services`, with every short form written out and every path absolute.
///
/// Optional fields are nil, collections empty and texts nil where the files are silent, so that the image's or the
/// engine's own default stands.
package struct Service: Sendable {
    package var name: String
    package var profiles: [String] = []

    // What runs.
    package var image: String?
    package var build: Build?
    package var platform: String?
    package var pullPolicy: String?
    /// nil leaves the image's command, an empty list clears it.
    package var command: [String]?
    /// nil leaves the image's entrypoint, an empty list clears it.
    package var entrypoint: [String]?
    package var provider: ServiceProvider?
    /// A nil value takes a variable that the image sets away.
    package var environment: OrderedDictionary<String, String?> = [:]
    package var environmentFiles: [EnvironmentFile] = []
    package var labels: OrderedDictionary<String, String> = [:]
    package var labelFiles: [String] = []
    package var annotations: OrderedDictionary<String, String> = [:]
    package var workingDirectory: String?
    package var user: String?
    package var groups: [String] = []
    package var hostname: String?
    package var domainName: String?
    package var containerName: String?
    package var isInteractive = false
    package var hasTerminal = false
    package var initProcess: Bool?

    // How it lives.
    package var dependencies: OrderedDictionary<String, Dependency> = [:]
    package var healthcheck: Healthcheck?
    package var restart: String?
    package var stopSignal: String?
    package var stopGracePeriod: Duration?
    package var scale: Int?
    package var deploy: Deploy?
    package var develop: Develop?
    package var attach: Bool?
    package var postStart: [Hook] = []
    package var preStop: [Hook] = []
    package var preStart: [Hook] = []

    // What it reaches.
    package var networkMode: String?
    /// A nil value is a network with no settings of the service's own.
    package var networks: OrderedDictionary<String, ServiceNetwork?> = [:]
    package var ports: [Port] = []
    package var expose: [String] = []
    package var links: [String] = []
    package var externalLinks: [String] = []
    package var extraHosts: [ExtraHost] = []
    package var dns: [String] = []
    package var dnsOptions: [String] = []
    package var dnsSearch: [String] = []
    package var macAddress: String?
    package var models: OrderedDictionary<String, CanonicalValue> = [:]

    // What it keeps.
    package var mounts: [Mount] = []
    package var volumesFrom: [String] = []
    package var tmpfs: [String] = []
    package var secrets: [FileReference] = []
    package var configs: [FileReference] = []
    package var storageOptions: OrderedDictionary<String, String> = [:]
    package var isReadOnly = false

    // What it may do and use.
    package var privileged = false
    package var addedCapabilities: [String] = []
    package var droppedCapabilities: [String] = []
    package var securityOptions: [String] = []
    package var ipc: String?
    package var pid: String?
    package var uts: String?
    package var userNamespaceMode: String?
    package var cgroup: String?
    package var isolation: String?
    package var runtime: String?
    package var sysctls: OrderedDictionary<String, String> = [:]
    package var ulimits: OrderedDictionary<String, Ulimit> = [:]
    package var devices: [DeviceMapping] = []
    package var gpus: [DeviceRequest] = []
    package var usesEngineSocket = false
    package var credentialSpec: CanonicalValue?
    package var limits = ResourceLimits()
    package var logging: Logging?

    package var extensions: Extensions = [:]
    /// Where each attribute was written: `image`, `depends_on.db`, `ports[0]`.
    package var locations = SourceMap()

    package init(name: String) {
        self.name = name
    }
}

extension Service {
    /// How many containers the service wants: `scale`, else `deploy.replicas`, else one.
    package var replicas: Int { scale ?? deploy?.replicas ?? 1 }

    /// Network keys in the order in which the engine should join them: highest priority first, then by name.
    package var networksByPriority: [String] {
        networks.sorted { left, right in
            let (one, other) = (left.value?.priority ?? 0, right.value?.priority ?? 0)
            return one == other ? left.key < right.key : one > other
        }.map(\.key)
    }
}
