internal import CurlHTTP

extension EngineClient {
    /// Prepares a command in a running container, and returns the exec's id.
    ///
    /// `POST /containers/{id}/exec`
    package func createExec(_ creation: ExecCreation, in container: String) async throws -> String {
        let created: CreatedExec = try await post(containerPath(container, "/exec"), json: creation)
        return created.id
    }

    /// Runs a prepared command, connected to its input and output; the output ends when the command does.
    ///
    /// `POST /exec/{id}/start`
    ///
    /// - `hasTerminal`: what the exec was created with.
    package func startExec(_ id: String, hasTerminal: Bool) async throws -> EngineStream {
        let start = ExecStart(detaches: false, hasTerminal: hasTerminal)
        let connection = try await upgrade(
            execPath(id, "/start"),
            headers: Self.jsonHeaders,
            body: .bytes(try EngineJSON.encode(start))
        )
        return EngineStream(connection, hasTerminal: hasTerminal)
    }

    /// Runs a prepared command and leaves it to itself.
    ///
    /// `POST /exec/{id}/start`
    package func startDetachedExec(_ id: String, hasTerminal: Bool = false) async throws {
        try await submit(execPath(id, "/start"), json: ExecStart(detaches: true, hasTerminal: hasTerminal))
    }

    /// Whether a command still runs, and how it ended.
    ///
    /// `GET /exec/{id}/json`
    package func inspectExec(_ id: String) async throws -> ExecInspection {
        try await fetch("GET", execPath(id, "/json"))
    }

    /// Tells a command's terminal how large the user's is.
    ///
    /// `POST /exec/{id}/resize`
    package func resizeExec(_ id: String, height: Int, width: Int) async throws {
        var query = EngineQuery()
        query.set("h", number: height)
        query.set("w", number: width)
        try await perform("POST", execPath(id, "/resize"), query: query)
    }

    private func execPath(_ id: String, _ rest: String) -> String { "/exec/\(PercentEncoding.value(id))\(rest)" }
}

private struct CreatedExec: Decodable, Sendable {
    let id: String

    enum CodingKeys: String, CodingKey {
        case id = "Id"
    }
}

private struct ExecStart: Encodable {
    let detaches: Bool
    let hasTerminal: Bool

    enum CodingKeys: String, CodingKey {
        case detaches = "Detach"
        case hasTerminal = "Tty"
    }
}
