/// What a container is doing, in the engine's word.
///
/// A word that a newer engine invents is kept as it is.
package struct ContainerStatus: RawRepresentable, Sendable, Hashable, Decodable {
    package let rawValue: String

    package static let created = ContainerStatus(rawValue: "created")
    package static let running = ContainerStatus(rawValue: "running")
    package static let paused = ContainerStatus(rawValue: "paused")
    package static let restarting = ContainerStatus(rawValue: "restarting")
    package static let removing = ContainerStatus(rawValue: "removing")
    package static let exited = ContainerStatus(rawValue: "exited")
    package static let dead = ContainerStatus(rawValue: "dead")

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }
}

/// What a container's healthcheck says, in the engine's word.
package struct HealthStatus: RawRepresentable, Sendable, Hashable, Decodable {
    package let rawValue: String

    package static let none = HealthStatus(rawValue: "none")
    package static let starting = HealthStatus(rawValue: "starting")
    package static let healthy = HealthStatus(rawValue: "healthy")
    package static let unhealthy = HealthStatus(rawValue: "unhealthy")

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }
}
