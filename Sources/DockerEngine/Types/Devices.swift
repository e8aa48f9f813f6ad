/// A device of the host inside the container.
package struct DeviceMapping: Sendable, Hashable, Encodable {
    package var hostPath: String
    package var containerPath: String
    /// Any of `r`, `w` and `m`.
    package var permissions: String

    package init(hostPath: String, containerPath: String, permissions: String = "rwm") {
        self.hostPath = hostPath
        self.containerPath = containerPath
        self.permissions = permissions
    }

    enum CodingKeys: String, CodingKey {
        case hostPath = "PathOnHost"
        case containerPath = "PathInContainer"
        case permissions = "CgroupPermissions"
    }
}

/// Devices that a driver of the engine picks: GPUs, CDI names.
package struct DeviceRequest: Sendable, Hashable {
    package var driver: String?
    /// -1 for all; nil when ids are named.
    package var count: Int?
    package var ids: [String] = []
    /// Alternatives, each a set of capabilities that must all be met.
    package var capabilities: [[String]] = []
    package var options: [String: String] = [:]

    package init() {}
}

extension DeviceRequest: Encodable {
    enum CodingKeys: String, CodingKey {
        case driver = "Driver"
        case count = "Count"
        case ids = "DeviceIDs"
        case capabilities = "Capabilities"
        case options = "Options"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(driver, forKey: .driver)
        try fields.encodeIfPresent(count, forKey: .count)
        try fields.encodeUnlessEmpty(ids, forKey: .ids)
        try fields.encodeUnlessEmpty(capabilities, forKey: .capabilities)
        try fields.encodeUnlessEmpty(options, forKey: .options)
    }
}

/// A limit of the kernel's on the processes of a container or a build.
package struct Ulimit: Sendable, Hashable, Encodable {
    package var name: String
    package var soft: Int
    package var hard: Int

    package init(name: String, soft: Int, hard: Int) {
        self.name = name
        self.soft = soft
        self.hard = hard
    }

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case soft = "Soft"
        case hard = "Hard"
    }
}
