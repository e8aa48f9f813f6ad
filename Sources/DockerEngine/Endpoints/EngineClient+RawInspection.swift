internal import CurlHTTP

extension EngineClient {
    /// All about one container as the engine writes it, fields included that this client does not know.
    ///
    /// `GET /containers/{id}/json`
    package func inspectContainerJSON(_ id: String) async throws -> [UInt8] {
        let path = containerPath(id, "/json")
        let response = try await send("GET", path)
        return try await collect(response, answering: "GET", path)
    }
}
