/// A network of a simulated engine.
package struct SimulatedNetwork: Sendable, Hashable, Identifiable {
    package let id: String
    package let name: String
    package let driver: String
    package let labels: [String: String]
    /// Nanoseconds since 1970.
    package let createdAt: Int

    /// Whether the engine has it by itself, as `bridge`, `host` and `none`.
    package var isPredefined: Bool { Self.predefined.contains { $0.id == id } }

    /// What every engine has; their ids are like no id that a simulated engine gives.
    static let predefined: [SimulatedNetwork] = [
        network("bridge", driver: "bridge", digit: "1"),
        network("host", driver: "host", digit: "2"),
        network("none", driver: "null", digit: "3"),
    ]

    private static func network(_ name: String, driver: String, digit: String) -> SimulatedNetwork {
        let id = String(repeating: digit, count: 64)
        return SimulatedNetwork(id: id, name: name, driver: driver, labels: [:], createdAt: 0)
    }
}

/// A volume of a simulated engine.
package struct SimulatedVolume: Sendable, Hashable {
    package let name: String
    package let driver: String
    package let labels: [String: String]
    /// Whether a container brought it along without naming it.
    package let isAnonymous: Bool
    /// Nanoseconds since 1970.
    package let createdAt: Int
}

/// An image of a simulated engine.
package struct SimulatedImage: Sendable, Hashable, Identifiable {
    package let id: String
    /// The short form with its tag: `busybox:stable`.
    package let reference: String

    /// A reference without the default registry, and with a tag.
    static func familiar(_ reference: String) -> String {
        var short = reference
        for prefix in ["docker.io/library/", "docker.io/"] where short.hasPrefix(prefix) {
            short = String(short.dropFirst(prefix.count))
        }
        let last = short.split(separator: "/").last ?? ""
        return last.contains(":") || last.contains("@") ? short : short + ":latest"
    }
}

/// Something that happened on a simulated engine.
package struct SimulatedEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case container, network, volume, image
    }

    package let kind: Kind
    /// The engine's word with what it appends: `health_status: healthy`.
    package let action: String
    /// The id of what it happened to; a volume's or image's name.
    package let actor: String
    package let attributes: [String: String]
    /// Nanoseconds since 1970; later than that of every event before.
    package let time: Int
}

/// Something that will happen to a container unless it ends before.
package struct SimulatedTimer: Sendable, Hashable {
    package enum Happening: Sendable, Hashable {
        case health(SimulatedContainer.Health)
        case exit(code: Int)
    }

    /// Nanoseconds since 1970.
    package let due: Int
    package let container: String
    package let happening: Happening
}
