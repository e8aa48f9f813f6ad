/// Everything the engine is told when a container is created.
///
/// Nil, false and empty fields are left out of the request, so that the image's or the engine's default stands.
package struct ContainerCreation: Sendable, Hashable {
    package var config: ContainerConfig
    package var host = HostConfig()
    /// How the container joins its networks, by network name.
    ///
    /// Before API 1.44 the engine takes one only; the others have to be connected afterwards.
    package var endpoints: [String: EndpointSettings] = [:]

    package init(image: String) {
        config = ContainerConfig(image: image)
    }
}

extension ContainerCreation: Encodable {
    private enum CodingKeys: String, CodingKey {
        case host = "HostConfig"
        case networking = "NetworkingConfig"
    }

    private struct Networking: Encodable {
        let endpoints: [String: EndpointSettings]

        enum CodingKeys: String, CodingKey {
            case endpoints = "EndpointsConfig"
        }
    }

    package func encode(to encoder: any Encoder) throws {
        // The engine wants the container's own settings beside the two groups, not in one of their own.
        try config.encode(to: encoder)
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(host, forKey: .host)
        if !endpoints.isEmpty { try fields.encode(Networking(endpoints: endpoints), forKey: .networking) }
    }
}
