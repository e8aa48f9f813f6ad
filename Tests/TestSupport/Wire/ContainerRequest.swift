/// What a client asks for when it creates a container, as far as a simulated engine acts on it.
///
/// The body of `POST /containers/create`.
package struct ContainerRequest: Sendable, Hashable {
    package struct Mount: Sendable, Hashable {
        /// `volume`, `bind` or `tmpfs`.
        package var type: String
        /// A volume's name or a path; empty for an anonymous volume.
        package var source: String
        package var target: String

        package init(type: String, source: String, target: String) {
            self.type = type
            self.source = source
            self.target = target
        }
    }

    package var image: String
    package var command: [String] = []
    /// `NAME=value` each.
    package var environment: [String] = []
    package var labels: [String: String] = [:]
    package var hasHealthcheck = false
    /// nil is the default network.
    package var networkMode: String?
    /// The aliases on each network that the client names, by the network's name.
    package var endpoints: [String: [String]] = [:]
    package var mounts: [Mount] = []
    package var isRemovedAtEnd = false
    package var restartPolicy = "no"

    package init(image: String) {
        self.image = image
    }

    /// The networks that the container joins when it is created.
    var networkNames: [String] {
        guard endpoints.isEmpty else { return endpoints.keys.sorted() }
        switch networkMode ?? "default" {
        case "default", "bridge": return ["bridge"]
        case "none", "host": return []
        case let mode: return mode.hasPrefix("container:") ? [] : [mode]
        }
    }
}

extension ContainerRequest: Decodable {
    private enum Key: String, CodingKey {
        case image = "Image"
        case command = "Cmd"
        case environment = "Env"
        case labels = "Labels"
        case healthcheck = "Healthcheck"
        case volumes = "Volumes"
        case host = "HostConfig"
        case networking = "NetworkingConfig"
    }

    private struct Healthcheck: Decodable {
        let test: [String]?

        enum CodingKeys: String, CodingKey {
            case test = "Test"
        }
    }

    private struct Nothing: Decodable {}

    private struct Host: Decodable {
        struct Mounted: Decodable {
            let type: String?
            let source: String?
            let target: String?

            enum CodingKeys: String, CodingKey {
                case type = "Type"
                case source = "Source"
                case target = "Target"
            }
        }

        let networkMode: String?
        let binds: [String]?
        let mounts: [Mounted]?
        let isRemovedAtEnd: Bool?
        let restart: RestartRequest?

        enum CodingKeys: String, CodingKey {
            case networkMode = "NetworkMode"
            case binds = "Binds"
            case mounts = "Mounts"
            case isRemovedAtEnd = "AutoRemove"
            case restart = "RestartPolicy"
        }
    }

    private struct Networking: Decodable {
        let endpoints: [String: EndpointRequest?]?

        enum CodingKeys: String, CodingKey {
            case endpoints = "EndpointsConfig"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        image = try fields.decodeIfPresent(String.self, forKey: .image) ?? ""
        command = try fields.decodeIfPresent([String].self, forKey: .command) ?? []
        environment = try fields.decodeIfPresent([String].self, forKey: .environment) ?? []
        labels = try fields.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
        let test = try fields.decodeIfPresent(Healthcheck.self, forKey: .healthcheck)?.test ?? []
        hasHealthcheck = !test.isEmpty && test.first != "NONE"
        let host = try fields.decodeIfPresent(Host.self, forKey: .host)
        networkMode = host?.networkMode
        isRemovedAtEnd = host?.isRemovedAtEnd ?? false
        if let name = host?.restart?.name, !name.isEmpty { restartPolicy = name }
        let networking = try fields.decodeIfPresent(Networking.self, forKey: .networking)
        for (name, endpoint) in networking?.endpoints ?? [:] { endpoints[name] = endpoint?.aliases ?? [] }
        let paths = try fields.decodeIfPresent([String: Nothing].self, forKey: .volumes) ?? [:]
        mounts = (host?.binds ?? []).compactMap { Self.mount(ofBind: $0) }
        mounts += (host?.mounts ?? []).map { mounted in
            Mount(type: mounted.type ?? "bind", source: mounted.source ?? "", target: mounted.target ?? "")
        }
        mounts += paths.keys.sorted().map { Mount(type: "volume", source: "", target: $0) }
    }

    /// Reads `source:target[:options]`; a source that is no path is a volume's name.
    private static func mount(ofBind text: String) -> Mount? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return nil }
        return Mount(type: parts[0].hasPrefix("/") ? "bind" : "volume", source: parts[0], target: parts[1])
    }
}

/// What is to be done when a container ends.
struct RestartRequest: Sendable, Hashable, Decodable {
    let name: String?

    enum CodingKeys: String, CodingKey {
        case name = "Name"
    }
}

/// The body of `POST /containers/{id}/update`, as far as a simulated engine acts on it.
struct UpdateRequest: Sendable, Hashable, Decodable {
    private let restart: RestartRequest?

    /// nil leaves it as it is.
    var policy: String? { restart?.name }

    enum CodingKeys: String, CodingKey {
        case restart = "RestartPolicy"
    }
}

/// How a container is to be connected to a network.
struct EndpointRequest: Sendable, Hashable, Decodable {
    let aliases: [String]?

    enum CodingKeys: String, CodingKey {
        case aliases = "Aliases"
    }
}
