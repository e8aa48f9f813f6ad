/// How a container that is to be created sits on its host.
package struct HostConfig: Sendable, Hashable {
    // What it keeps.
    /// `source:target[:options]` each.
    package var binds: [String] = []
    package var mounts: [MountConfig] = []
    /// `container[:ro]` each.
    package var volumesFrom: [String] = []
    /// Mount options by path in the container.
    package var tmpfs: [String: String] = [:]
    package var storageOptions: [String: String] = [:]
    package var hasReadOnlyRoot = false

    // What it reaches.
    /// A network's name, `bridge`, `host`, `none`, `default` or `container:<id>`.
    package var networkMode: String?
    /// Bindings by `80/tcp`.
    package var portBindings: [String: [PortBinding]] = [:]
    package var publishesAllPorts = false
    package var links: [String] = []
    package var dns: [String] = []
    package var dnsOptions: [String] = []
    package var dnsSearch: [String] = []
    /// `host:address` each.
    package var extraHosts: [String] = []

    // How it lives.
    package var restartPolicy: RestartPolicy?
    package var autoRemove = false
    package var logConfig: LogConfig?
    /// Whether an init process forwards signals and reaps; nil leaves it to the engine.
    package var usesInit: Bool?
    package var runtime: String?
    package var annotations: [String: String] = [:]

    // What it may do and see.
    package var isPrivileged = false
    package var addedCapabilities: [String] = []
    package var droppedCapabilities: [String] = []
    package var securityOptions: [String] = []
    /// nil keeps the engine's list, an empty list masks nothing.
    package var maskedPaths: [String]?
    /// nil keeps the engine's list, an empty list protects nothing.
    package var readOnlyPaths: [String]?
    package var groups: [String] = []
    package var cgroupNamespaceMode: String?
    package var cgroup: String?
    package var ipcMode: String?
    package var pidMode: String?
    package var utsMode: String?
    package var userNamespaceMode: String?
    package var isolation: String?
    package var sysctls: [String: String] = [:]
    package var oomScoreAdjustment: Int?
    /// Bytes.
    package var sharedMemorySize: Int?

    package var resources = ContainerResources()

    package init() {}
}

extension HostConfig: Encodable {
    enum CodingKeys: String, CodingKey {
        case binds = "Binds"
        case mounts = "Mounts"
        case volumesFrom = "VolumesFrom"
        case tmpfs = "Tmpfs"
        case storageOptions = "StorageOpt"
        case hasReadOnlyRoot = "ReadonlyRootfs"
        case networkMode = "NetworkMode"
        case portBindings = "PortBindings"
        case publishesAllPorts = "PublishAllPorts"
        case links = "Links"
        case dns = "Dns"
        case dnsOptions = "DnsOptions"
        case dnsSearch = "DnsSearch"
        case extraHosts = "ExtraHosts"
        case restartPolicy = "RestartPolicy"
        case autoRemove = "AutoRemove"
        case logConfig = "LogConfig"
        case usesInit = "Init"
        case runtime = "Runtime"
        case annotations = "Annotations"
        case isPrivileged = "Privileged"
        case addedCapabilities = "CapAdd"
        case droppedCapabilities = "CapDrop"
        case securityOptions = "SecurityOpt"
        case maskedPaths = "MaskedPaths"
        case readOnlyPaths = "ReadonlyPaths"
        case groups = "GroupAdd"
        case cgroupNamespaceMode = "CgroupnsMode"
        case cgroup = "Cgroup"
        case ipcMode = "IpcMode"
        case pidMode = "PidMode"
        case utsMode = "UTSMode"
        case userNamespaceMode = "UsernsMode"
        case isolation = "Isolation"
        case sysctls = "Sysctls"
        case oomScoreAdjustment = "OomScoreAdj"
        case sharedMemorySize = "ShmSize"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try encodeStorageAndNetwork(to: &fields)
        try encodeLife(to: &fields)
        try encodeRights(to: &fields)
        try resources.encode(to: encoder)
    }

    private func encodeStorageAndNetwork(to fields: inout KeyedEncodingContainer<CodingKeys>) throws {
        try fields.encodeUnlessEmpty(binds, forKey: .binds)
        try fields.encodeUnlessEmpty(mounts, forKey: .mounts)
        try fields.encodeUnlessEmpty(volumesFrom, forKey: .volumesFrom)
        try fields.encodeUnlessEmpty(tmpfs, forKey: .tmpfs)
        try fields.encodeUnlessEmpty(storageOptions, forKey: .storageOptions)
        try fields.encodeIfTrue(hasReadOnlyRoot, forKey: .hasReadOnlyRoot)
        try fields.encodeUnlessEmpty(networkMode, forKey: .networkMode)
        try fields.encodeUnlessEmpty(portBindings, forKey: .portBindings)
        try fields.encodeIfTrue(publishesAllPorts, forKey: .publishesAllPorts)
        try fields.encodeUnlessEmpty(links, forKey: .links)
        try fields.encodeUnlessEmpty(dns, forKey: .dns)
        try fields.encodeUnlessEmpty(dnsOptions, forKey: .dnsOptions)
        try fields.encodeUnlessEmpty(dnsSearch, forKey: .dnsSearch)
        try fields.encodeUnlessEmpty(extraHosts, forKey: .extraHosts)
    }

    private func encodeLife(to fields: inout KeyedEncodingContainer<CodingKeys>) throws {
        try fields.encodeIfPresent(restartPolicy, forKey: .restartPolicy)
        try fields.encodeIfTrue(autoRemove, forKey: .autoRemove)
        try fields.encodeIfPresent(logConfig, forKey: .logConfig)
        try fields.encodeIfPresent(usesInit, forKey: .usesInit)
        try fields.encodeUnlessEmpty(runtime, forKey: .runtime)
        try fields.encodeUnlessEmpty(annotations, forKey: .annotations)
    }

    private func encodeRights(to fields: inout KeyedEncodingContainer<CodingKeys>) throws {
        try fields.encodeIfTrue(isPrivileged, forKey: .isPrivileged)
        try fields.encodeUnlessEmpty(addedCapabilities, forKey: .addedCapabilities)
        try fields.encodeUnlessEmpty(droppedCapabilities, forKey: .droppedCapabilities)
        try fields.encodeUnlessEmpty(securityOptions, forKey: .securityOptions)
        try fields.encodeIfPresent(maskedPaths, forKey: .maskedPaths)
        try fields.encodeIfPresent(readOnlyPaths, forKey: .readOnlyPaths)
        try fields.encodeUnlessEmpty(groups, forKey: .groups)
        try fields.encodeUnlessEmpty(cgroupNamespaceMode, forKey: .cgroupNamespaceMode)
        try fields.encodeUnlessEmpty(cgroup, forKey: .cgroup)
        try fields.encodeUnlessEmpty(ipcMode, forKey: .ipcMode)
        try fields.encodeUnlessEmpty(pidMode, forKey: .pidMode)
        try fields.encodeUnlessEmpty(utsMode, forKey: .utsMode)
        try fields.encodeUnlessEmpty(userNamespaceMode, forKey: .userNamespaceMode)
        try fields.encodeUnlessEmpty(isolation, forKey: .isolation)
        try fields.encodeUnlessEmpty(sysctls, forKey: .sysctls)
        try fields.encodeIfPresent(oomScoreAdjustment, forKey: .oomScoreAdjustment)
        try fields.encodeIfPresent(sharedMemorySize, forKey: .sharedMemorySize)
    }
}
