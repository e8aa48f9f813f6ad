extension EngineClient {
    /// The volumes that match.
    ///
    /// `GET /volumes`
    package func listVolumes(filters: EngineFilters = [:]) async throws -> [EngineVolume] {
        var query = EngineQuery()
        query.set(filters)
        let list: VolumeList = try await fetch("GET", "/volumes", query: query)
        return list.volumes ?? []
    }

    /// All about one volume.
    ///
    /// `GET /volumes/{name}`
    package func inspectVolume(_ name: String) async throws -> EngineVolume {
        try await fetch("GET", volumePath(name))
    }

    /// Creates a volume, or returns the one of that name as it is.
    ///
    /// `POST /volumes/create`
    package func createVolume(_ creation: VolumeCreation) async throws -> EngineVolume {
        try await post("/volumes/create", json: creation)
    }

    /// Removes a volume and all that is in it; a conflict while containers use it.
    ///
    /// `DELETE /volumes/{name}`
    ///
    /// - `force`: also when its driver no longer knows it.
    package func removeVolume(_ name: String, force: Bool = false) async throws {
        var query = EngineQuery()
        query.set("force", flag: force)
        try await perform("DELETE", volumePath(name), query: query)
    }

    private func volumePath(_ name: String) -> String { "/volumes/\(PercentEncoding.value(name))" }
}

private struct VolumeList: Decodable, Sendable {
    let volumes: [EngineVolume]?

    enum CodingKeys: String, CodingKey {
        case volumes = "Volumes"
    }
}
