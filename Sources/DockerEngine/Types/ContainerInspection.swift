/// Everything the engine knows of one container that this client has a use for.
package struct ContainerInspection: Sendable, Identifiable {
    package var id = ""
    /// Without the engine's leading slash.
    package var name = ""
    /// When it was created: `2025-03-01T12:00:00.123456789Z`.
    package var created = ""
    package var state = ContainerState()
    /// The id of its image.
    package var imageID = ""
    package var config = InspectedConfig()
    package var host = InspectedHostConfig()
    /// Bindings by `80/tcp`; an exposed port that is not published has none.
    package var ports: [String: [PortBinding]] = [:]
    /// Endpoints by network name.
    package var networks: [String: NetworkEndpoint] = [:]
    package var mounts: [MountPoint] = []
    package var restartCount = 0
    package var platform: String?

    package init() {}
}

extension ContainerInspection: Decodable {
    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case name = "Name"
        case created = "Created"
        case state = "State"
        case imageID = "Image"
        case config = "Config"
        case host = "HostConfig"
        case networkSettings = "NetworkSettings"
        case mounts = "Mounts"
        case restartCount = "RestartCount"
        case platform = "Platform"
    }

    private struct NetworkSettings: Decodable {
        let ports: [String: [PortBinding]?]?
        let networks: [String: NetworkEndpoint?]?

        enum CodingKeys: String, CodingKey {
            case ports = "Ports"
            case networks = "Networks"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        let path = try fields.text(.name)
        name = path.hasPrefix("/") ? String(path.dropFirst()) : path
        created = try fields.text(.created)
        state = try fields.optional(.state) ?? ContainerState()
        imageID = try fields.text(.imageID)
        config = try fields.optional(.config) ?? InspectedConfig()
        host = try fields.optional(.host) ?? InspectedHostConfig()
        let network: NetworkSettings? = try fields.optional(.networkSettings)
        ports = (network?.ports ?? [:]).mapValues { $0 ?? [] }
        networks = (network?.networks ?? [:]).compactMapValues { $0 }
        mounts = try fields.list(.mounts)
        restartCount = try fields.number(.restartCount)
        platform = try fields.nonEmptyText(.platform)
    }
}
