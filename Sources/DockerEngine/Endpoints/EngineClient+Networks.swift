extension EngineClient {
    /// The networks that match.
    ///
    /// `GET /networks`
    package func listNetworks(filters: EngineFilters = [:]) async throws -> [EngineNetwork] {
        var query = EngineQuery()
        query.set(filters)
        return try await fetch("GET", "/networks", query: query)
    }

    /// All about one network, by name or id.
    ///
    /// `GET /networks/{id}`
    package func inspectNetwork(_ id: String) async throws -> EngineNetwork {
        try await fetch("GET", networkPath(id, ""))
    }

    /// Creates a network; a conflict when there is one of that name.
    ///
    /// `POST /networks/create`
    package func createNetwork(_ creation: NetworkCreation) async throws -> CreatedNetwork {
        try await post("/networks/create", json: creation)
    }

    /// Removes a network; forbidden while containers use it.
    ///
    /// `DELETE /networks/{id}`
    package func removeNetwork(_ id: String) async throws { try await perform("DELETE", networkPath(id, "")) }

    /// Connects a container to a network.
    ///
    /// `POST /networks/{id}/connect`
    package func connect(
        _ container: String,
        toNetwork id: String,
        settings: EndpointSettings = EndpointSettings()
    ) async throws {
        try await submit(networkPath(id, "/connect"), json: Connection(container: container, settings: settings))
    }

    /// Takes a container off a network.
    ///
    /// `POST /networks/{id}/disconnect`
    ///
    /// - `force`: also when the container is gone or hangs.
    package func disconnect(_ container: String, fromNetwork id: String, force: Bool = false) async throws {
        try await submit(networkPath(id, "/disconnect"), json: Disconnection(container: container, isForced: force))
    }

    private func networkPath(_ id: String, _ rest: String) -> String { "/networks/\(PercentEncoding.value(id))\(rest)" }
}

/// A network that was just created.
package struct CreatedNetwork: Sendable, Hashable, Decodable {
    package let id: String
    /// What the engine ignored or changed, in its own words; nil when nothing.
    package let warning: String?

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case warning = "Warning"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        warning = try fields.nonEmptyText(.warning)
    }
}

private struct Connection: Encodable {
    let container: String
    let settings: EndpointSettings

    enum CodingKeys: String, CodingKey {
        case container = "Container"
        case settings = "EndpointConfig"
    }
}

private struct Disconnection: Encodable {
    let container: String
    let isForced: Bool

    enum CodingKeys: String, CodingKey {
        case container = "Container"
        case isForced = "Force"
    }
}
