internal import CurlHTTP

extension EngineClient {
    /// Changes what the engine does when the container ends; the container goes on as it is.
    ///
    /// Returns what the engine says against it in its own words, which is nothing as a rule.
    /// `POST /containers/{id}/update`
    @discardableResult
    package func updateContainer(_ id: String, restartPolicy: RestartPolicy) async throws -> [String] {
        let answer: UpdatedContainer = try await post(
            containerPath(id, "/update"),
            json: ContainerUpdate(restartPolicy: restartPolicy)
        )
        return answer.warnings
    }
}

private struct ContainerUpdate: Encodable {
    let restartPolicy: RestartPolicy

    enum CodingKeys: String, CodingKey {
        case restartPolicy = "RestartPolicy"
    }
}

private struct UpdatedContainer: Decodable, Sendable {
    let warnings: [String]

    enum CodingKeys: String, CodingKey {
        case warnings = "Warnings"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        warnings = try fields.list(.warnings)
    }
}
