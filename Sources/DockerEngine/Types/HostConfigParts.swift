/// Where on the host a container port is reached.
package struct PortBinding: Sendable, Hashable {
    /// Empty for every address of the host.
    package var hostAddress: String
    /// A port, a range, or empty for one that the engine picks.
    package var hostPort: String

    package init(hostAddress: String = "", hostPort: String = "") {
        self.hostAddress = hostAddress
        self.hostPort = hostPort
    }
}

extension PortBinding: Codable {
    enum CodingKeys: String, CodingKey {
        case hostAddress = "HostIp"
        case hostPort = "HostPort"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        hostAddress = try fields.text(.hostAddress)
        hostPort = try fields.text(.hostPort)
    }
}

/// What the engine does when a container ends.
package struct RestartPolicy: Sendable, Hashable {
    /// `no`, `always`, `unless-stopped` or `on-failure`.
    package var name: String
    /// Only for `on-failure`; zero retries for ever.
    package var maximumRetries: Int

    package init(name: String, maximumRetries: Int = 0) {
        self.name = name
        self.maximumRetries = maximumRetries
    }
}

extension RestartPolicy: Codable {
    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case maximumRetries = "MaximumRetryCount"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.nonEmptyText(.name) ?? "no"
        maximumRetries = try fields.number(.maximumRetries)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(name, forKey: .name)
        if maximumRetries != 0 { try fields.encode(maximumRetries, forKey: .maximumRetries) }
    }
}

/// Where a container's output goes.
package struct LogConfig: Sendable, Hashable {
    /// The logging driver; nil is the engine's default.
    package var type: String?
    package var options: [String: String]

    package init(type: String? = nil, options: [String: String] = [:]) {
        self.type = type
        self.options = options
    }
}

extension LogConfig: Encodable {
    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case options = "Config"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(type, forKey: .type)
        try fields.encodeUnlessEmpty(options, forKey: .options)
    }
}
