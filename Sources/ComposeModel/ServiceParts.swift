package import OrderedCollections

/// A file of variables for the container (`env_file`).
package struct EnvironmentFile: Sendable, Equatable {
    package var path: String
    /// Whether a missing file is an error.
    package var required = true
    /// nil reads dotenv syntax, `raw` takes each line as it is.
    package var format: String?

    package init(path: String, required: Bool = true, format: String? = nil) {
        self.path = path
        self.required = required
        self.format = format
    }
}

/// A line of the container's `/etc/hosts`.
package struct ExtraHost: Sendable, Hashable {
    package var name: String
    package var address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// The log driver of a container.
package struct Logging: Sendable, Equatable {
    package var driver: String?
    package var options: OrderedDictionary<String, String> = [:]
    package var extensions: Extensions = [:]

    package init() {}
}

/// A resource limit of the container's processes (`setrlimit`).
package enum Ulimit: Sendable, Equatable {
    case single(Int)
    case range(soft: Int, hard: Int)
}

/// A host device made visible in the container.
package struct DeviceMapping: Sendable, Equatable {
    package var source: String
    package var target: String
    package var permissions: String

    package init(source: String, target: String, permissions: String = "rwm") {
        self.source = source
        self.target = target
        self.permissions = permissions
    }
}

/// Devices that a driver picks, such as GPUs.
package struct DeviceRequest: Sendable, Equatable {
    package var capabilities: [String] = []
    package var driver: String?
    /// -1 asks for all; nil where `ids` name them.
    package var count: Int?
    package var ids: [String] = []
    package var options: OrderedDictionary<String, String> = [:]

    package init() {}
}

/// A command run inside a container, or before it, at a moment of its life.
package struct Hook: Sendable, Equatable {
    package var command: [String] = []
    package var image: String?
    package var user: String?
    package var privileged = false
    package var workingDirectory: String?
    package var environment: OrderedDictionary<String, String?> = [:]
    package var perReplica: Bool?
    package var extensions: Extensions = [:]

    package init() {}
}

/// A service that a program beside the engine provides.
package struct ServiceProvider: Sendable, Equatable {
    package var type: String
    package var options: OrderedDictionary<String, [String]> = [:]
    package var extensions: Extensions = [:]

    package init(type: String) {
        self.type = type
    }
}

/// What `watch` does when files change.
package struct Develop: Sendable, Equatable {
    package struct Trigger: Sendable, Equatable {
        package var path: String
        package var action: String
        package var target: String?
        package var exec: Hook?
        package var include: [String] = []
        package var ignore: [String] = []
        package var initialSync = false
        package var extensions: Extensions = [:]

        package init(path: String, action: String) {
            self.path = path
            self.action = action
        }
    }

    package var watch: [Trigger] = []
    package var extensions: Extensions = [:]

    package init() {}
}
