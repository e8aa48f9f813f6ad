/// The body of `POST /networks/create`.
package struct NetworkRequest: Sendable, Hashable, Decodable {
    package var name: String
    package var driver = "bridge"
    package var labels: [String: String] = [:]
    /// Whether a second network of the name is refused by old engines too.
    package var checksDuplicate = false

    package init(name: String) {
        self.name = name
    }

    private enum Key: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case labels = "Labels"
        case checksDuplicate = "CheckDuplicate"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        name = try fields.decode(String.self, forKey: .name)
        driver = try fields.decodeIfPresent(String.self, forKey: .driver) ?? "bridge"
        labels = try fields.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
        checksDuplicate = try fields.decodeIfPresent(Bool.self, forKey: .checksDuplicate) ?? false
    }
}

/// The body of `POST /volumes/create`.
package struct VolumeRequest: Sendable, Hashable, Decodable {
    /// Empty lets the engine think of one.
    package var name: String
    package var driver = "local"
    package var labels: [String: String] = [:]

    package init(name: String) {
        self.name = name
    }

    private enum Key: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case labels = "Labels"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        name = try fields.decodeIfPresent(String.self, forKey: .name) ?? ""
        driver = try fields.decodeIfPresent(String.self, forKey: .driver) ?? "local"
        labels = try fields.decodeIfPresent([String: String].self, forKey: .labels) ?? [:]
    }
}

/// The body of `POST /networks/{id}/connect` and `/disconnect`.
struct ConnectionRequest: Decodable {
    let container: String
    let endpoint: EndpointRequest?

    enum CodingKeys: String, CodingKey {
        case container = "Container"
        case endpoint = "EndpointConfig"
    }
}

/// The body of `POST /exec/{id}/start`.
struct ExecStartRequest: Decodable {
    let isDetached: Bool?

    enum CodingKeys: String, CodingKey {
        case isDetached = "Detach"
    }
}
