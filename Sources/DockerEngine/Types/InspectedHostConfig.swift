/// How a container was asked to sit on its host, as the engine reports it.
package struct InspectedHostConfig: Sendable, Hashable {
    // What it keeps.
    package var binds: [String] = []
    package var volumesFrom: [String] = []
    /// Mount options by path in the container.
    package var tmpfs: [String: String] = [:]
    package var hasReadOnlyRoot = false

    // What it reaches.
    package var networkMode = ""
    /// Bindings that were asked for, by `80/tcp`.
    package var portBindings: [String: [PortBinding]] = [:]
    package var dns: [String] = []
    package var dnsOptions: [String] = []
    package var dnsSearch: [String] = []
    /// `host:address` each.
    package var extraHosts: [String] = []

    // How it lives.
    package var restartPolicy = RestartPolicy(name: "no")
    package var autoRemove = false
    package var logDriver = ""
    /// The engine's own defaults for the driver among them.
    package var logOptions: [String: String] = [:]
    /// nil where the engine's default decides.
    package var usesInit: Bool?
    package var runtime = ""

    // What it may do and see.
    package var isPrivileged = false
    package var addedCapabilities: [String] = []
    package var droppedCapabilities: [String] = []
    package var securityOptions: [String] = []
    package var groups: [String] = []
    package var cgroupNamespaceMode = ""
    package var ipcMode = ""
    package var pidMode = ""
    package var utsMode = ""
    package var userNamespaceMode = ""
    package var sysctls: [String: String] = [:]
    package var oomScoreAdjustment = 0
    /// Bytes.
    package var sharedMemorySize = 0

    package var resources = InspectedResources()

    package init() {}
}

extension InspectedHostConfig: Decodable {
    enum CodingKeys: String, CodingKey {
        case binds = "Binds"
        case volumesFrom = "VolumesFrom"
        case tmpfs = "Tmpfs"
        case hasReadOnlyRoot = "ReadonlyRootfs"
        case networkMode = "NetworkMode"
        case portBindings = "PortBindings"
        case dns = "Dns"
        case dnsOptions = "DnsOptions"
        case dnsSearch = "DnsSearch"
        case extraHosts = "ExtraHosts"
        case restartPolicy = "RestartPolicy"
        case autoRemove = "AutoRemove"
        case logConfig = "LogConfig"
        case usesInit = "Init"
        case runtime = "Runtime"
        case isPrivileged = "Privileged"
        case addedCapabilities = "CapAdd"
        case droppedCapabilities = "CapDrop"
        case securityOptions = "SecurityOpt"
        case groups = "GroupAdd"
        case cgroupNamespaceMode = "CgroupnsMode"
        case ipcMode = "IpcMode"
        case pidMode = "PidMode"
        case utsMode = "UTSMode"
        case userNamespaceMode = "UsernsMode"
        case sysctls = "Sysctls"
        case oomScoreAdjustment = "OomScoreAdj"
        case sharedMemorySize = "ShmSize"
    }

    private struct LogSettings: Decodable {
        let type: String?
        let options: [String: String]?

        enum CodingKeys: String, CodingKey {
            case type = "Type"
            case options = "Config"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        try readStorageAndNetwork(fields)
        try readLife(fields)
        try readRights(fields)
        resources = try InspectedResources(from: decoder)
    }

    private mutating func readStorageAndNetwork(_ fields: KeyedDecodingContainer<CodingKeys>) throws {
        binds = try fields.list(.binds)
        volumesFrom = try fields.list(.volumesFrom)
        tmpfs = try fields.table(.tmpfs)
        hasReadOnlyRoot = try fields.flag(.hasReadOnlyRoot)
        networkMode = try fields.text(.networkMode)
        portBindings = try fields.table(.portBindings)
        dns = try fields.list(.dns)
        dnsOptions = try fields.list(.dnsOptions)
        dnsSearch = try fields.list(.dnsSearch)
        extraHosts = try fields.list(.extraHosts)
    }

    private mutating func readLife(_ fields: KeyedDecodingContainer<CodingKeys>) throws {
        restartPolicy = try fields.optional(.restartPolicy) ?? RestartPolicy(name: "no")
        autoRemove = try fields.flag(.autoRemove)
        let log: LogSettings? = try fields.optional(.logConfig)
        logDriver = log?.type ?? ""
        logOptions = log?.options ?? [:]
        usesInit = try fields.optional(.usesInit)
        runtime = try fields.text(.runtime)
    }

    private mutating func readRights(_ fields: KeyedDecodingContainer<CodingKeys>) throws {
        isPrivileged = try fields.flag(.isPrivileged)
        addedCapabilities = try fields.list(.addedCapabilities)
        droppedCapabilities = try fields.list(.droppedCapabilities)
        securityOptions = try fields.list(.securityOptions)
        groups = try fields.list(.groups)
        cgroupNamespaceMode = try fields.text(.cgroupNamespaceMode)
        ipcMode = try fields.text(.ipcMode)
        pidMode = try fields.text(.pidMode)
        utsMode = try fields.text(.utsMode)
        userNamespaceMode = try fields.text(.userNamespaceMode)
        sysctls = try fields.table(.sysctls)
        oomScoreAdjustment = try fields.number(.oomScoreAdjustment)
        sharedMemorySize = try fields.number(.sharedMemorySize)
    }
}
