internal import CurlHTTP

/// A container that was just created.
package struct CreatedContainer: Sendable, Hashable, Decodable {
    package let id: String
    /// What the engine ignored or changed, in its own words.
    package let warnings: [String]

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case warnings = "Warnings"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        warnings = try fields.list(.warnings)
    }
}

extension EngineClient {
    /// The containers that match.
    ///
    /// `GET /containers/json`
    ///
    /// - `all`: whether those that do not run are listed too.
    /// - `withSizes`: whether their sizes are measured, which takes long.
    package func listContainers(
        all: Bool = false,
        filters: EngineFilters = [:],
        withSizes: Bool = false
    ) async throws -> [ContainerSummary] {
        var query = EngineQuery()
        query.set("all", flag: all)
        query.set("size", flag: withSizes)
        query.set(filters)
        return try await fetch("GET", "/containers/json", query: query)
    }

    /// All about one container, by id or name.
    ///
    /// `GET /containers/{id}/json`
    package func inspectContainer(_ id: String) async throws -> ContainerInspection {
        try await fetch("GET", containerPath(id, "/json"))
    }

    /// Creates a container, and starts nothing.
    ///
    /// `POST /containers/create`
    ///
    /// - `name`: nil lets the engine think of one.
    /// - `platform`: `os[/arch[/variant]]` that the image must have; nil takes the image as it is.
    package func createContainer(
        _ creation: ContainerCreation,
        name: String?,
        platform: String? = nil
    ) async throws -> CreatedContainer {
        var query = EngineQuery()
        query.set("name", name)
        query.set("platform", platform)
        return try await post("/containers/create", query: query, json: creation)
    }

    /// Renames a container.
    ///
    /// `POST /containers/{id}/rename`
    package func renameContainer(_ id: String, to name: String) async throws {
        var query = EngineQuery()
        query.set("name", name)
        try await perform("POST", containerPath(id, "/rename"), query: query)
    }

    /// Removes a container.
    ///
    /// `DELETE /containers/{id}`
    ///
    /// - `force`: kills it first when it runs.
    /// - `volumes`: whether its anonymous volumes go with it.
    package func removeContainer(_ id: String, force: Bool = false, volumes: Bool = false) async throws {
        var query = EngineQuery()
        query.set("force", flag: force)
        query.set("v", flag: volumes)
        try await perform("DELETE", containerPath(id, ""), query: query)
    }

    /// The path of something of a container's.
    func containerPath(_ id: String, _ rest: String) -> String { "/containers/\(PercentEncoding.value(id))\(rest)" }
}
