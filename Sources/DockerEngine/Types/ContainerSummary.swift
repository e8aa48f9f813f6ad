/// One container of a list.
package struct ContainerSummary: Sendable, Hashable, Identifiable {
    package var id = ""
    /// Each with a leading slash, `/shop-web-1`; a legacy link adds `/shop-db-1/web`.
    package var names: [String] = []
    /// What the container was created from: a reference, or an id when the reference has moved on since.
    package var image = ""
    package var imageID = ""
    package var command = ""
    /// Seconds since 1970.
    package var created = 0
    package var ports: [PublishedPort] = []
    package var labels: [String: String] = [:]
    package var state = ContainerStatus(rawValue: "")
    /// For people: `Up 3 seconds (healthy)`.
    package var status = ""
    /// Endpoints by network name.
    package var networks: [String: NetworkEndpoint] = [:]
    package var mounts: [MountPoint] = []
    package var networkMode: String?
    /// Bytes written; nil unless the list asked for sizes.
    package var writtenBytes: Int?
    package var rootFilesystemBytes: Int?

    package init() {}

    /// The container's own name, without the slash; its id when it has none.
    package var name: String {
        let own = names.first { $0.dropFirst().firstIndex(of: "/") == nil } ?? names.first ?? id
        return own.hasPrefix("/") ? String(own.dropFirst()) : own
    }
}

/// A container port, and where on the host it is reached.
package struct PublishedPort: Sendable, Hashable {
    package var hostAddress: String?
    package var containerPort = 0
    /// nil when the port is exposed but not published.
    package var hostPort: Int?
    /// `tcp`, `udp` or `sctp`.
    package var proto = ""

    package init() {}
}

extension PublishedPort: Decodable {
    enum CodingKeys: String, CodingKey {
        case hostAddress = "IP"
        case containerPort = "PrivatePort"
        case hostPort = "PublicPort"
        case proto = "Type"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        hostAddress = try fields.nonEmptyText(.hostAddress)
        containerPort = try fields.number(.containerPort)
        hostPort = try fields.optional(.hostPort)
        proto = try fields.text(.proto)
    }
}

extension ContainerSummary: Decodable {
    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case names = "Names"
        case image = "Image"
        case imageID = "ImageID"
        case command = "Command"
        case created = "Created"
        case ports = "Ports"
        case labels = "Labels"
        case state = "State"
        case status = "Status"
        case networkSettings = "NetworkSettings"
        case mounts = "Mounts"
        case hostConfig = "HostConfig"
        case writtenBytes = "SizeRw"
        case rootFilesystemBytes = "SizeRootFs"
    }

    private struct NetworkSettings: Decodable {
        let networks: [String: NetworkEndpoint?]?

        enum CodingKeys: String, CodingKey {
            case networks = "Networks"
        }
    }

    private struct HostSettings: Decodable {
        let networkMode: String?

        enum CodingKeys: String, CodingKey {
            case networkMode = "NetworkMode"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        names = try fields.list(.names)
        image = try fields.text(.image)
        imageID = try fields.text(.imageID)
        command = try fields.text(.command)
        created = try fields.number(.created)
        ports = try fields.list(.ports)
        labels = try fields.table(.labels)
        state = ContainerStatus(rawValue: try fields.text(.state))
        status = try fields.text(.status)
        let network: NetworkSettings? = try fields.optional(.networkSettings)
        networks = (network?.networks ?? [:]).compactMapValues { $0 }
        mounts = try fields.list(.mounts)
        let host: HostSettings? = try fields.optional(.hostConfig)
        networkMode = host?.networkMode
        writtenBytes = try fields.optional(.writtenBytes)
        rootFilesystemBytes = try fields.optional(.rootFilesystemBytes)
    }
}
