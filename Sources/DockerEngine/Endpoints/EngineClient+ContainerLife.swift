internal import CurlHTTP

extension EngineClient {
    /// Starts a container; false when it runs already.
    ///
    /// `POST /containers/{id}/start`
    @discardableResult
    package func startContainer(_ id: String) async throws -> Bool {
        try await perform("POST", containerPath(id, "/start"), accepting: [304]) != 304
    }

    /// Stops a container, and returns once it has; false when it did not run.
    ///
    /// `POST /containers/{id}/stop`
    ///
    /// - `timeout`: seconds until it is killed; nil leaves them to the container or the engine, -1 is for ever.
    /// - `signal`: what it is asked to stop with instead of its own stop signal; API 1.42 and newer.
    @discardableResult
    package func stopContainer(_ id: String, timeout: Int? = nil, signal: String? = nil) async throws -> Bool {
        var query = EngineQuery()
        query.set("signal", signal)
        query.set("t", number: timeout)
        return try await perform("POST", containerPath(id, "/stop"), query: query, accepting: [304]) != 304
    }

    /// Stops a container and starts it again.
    ///
    /// `POST /containers/{id}/restart`; the parameters are those of ``stopContainer(_:timeout:signal:)``.
    package func restartContainer(_ id: String, timeout: Int? = nil, signal: String? = nil) async throws {
        var query = EngineQuery()
        query.set("signal", signal)
        query.set("t", number: timeout)
        try await perform("POST", containerPath(id, "/restart"), query: query)
    }

    /// Sends a signal to a container's first process; a conflict when it does not run.
    ///
    /// `POST /containers/{id}/kill`
    ///
    /// - `signal`: by name or number; nil is `SIGKILL`.
    package func killContainer(_ id: String, signal: String? = nil) async throws {
        var query = EngineQuery()
        query.set("signal", signal)
        try await perform("POST", containerPath(id, "/kill"), query: query)
    }

    /// Freezes all processes of a container.
    ///
    /// `POST /containers/{id}/pause`
    package func pauseContainer(_ id: String) async throws { try await perform("POST", containerPath(id, "/pause")) }

    /// Lets a paused container go on.
    ///
    /// `POST /containers/{id}/unpause`
    package func unpauseContainer(_ id: String) async throws {
        try await perform("POST", containerPath(id, "/unpause"))
    }

    /// Tells a container's terminal how large the user's is.
    ///
    /// `POST /containers/{id}/resize`
    package func resizeContainer(_ id: String, height: Int, width: Int) async throws {
        var query = EngineQuery()
        query.set("h", number: height)
        query.set("w", number: width)
        try await perform("POST", containerPath(id, "/resize"), query: query)
    }

    /// The processes of a container.
    ///
    /// `GET /containers/{id}/top`
    ///
    /// - `arguments`: options for `ps`; nil is `-ef`.
    package func containerProcesses(_ id: String, arguments: String? = nil) async throws -> ContainerProcesses {
        var query = EngineQuery()
        query.set("ps_args", arguments)
        return try await fetch("GET", containerPath(id, "/top"), query: query)
    }
}

/// The processes of a container, as `ps` prints them.
package struct ContainerProcesses: Sendable, Hashable, Decodable {
    package let titles: [String]
    package let rows: [[String]]

    enum CodingKeys: String, CodingKey {
        case titles = "Titles"
        case rows = "Processes"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        titles = try fields.list(.titles)
        rows = try fields.list(.rows)
    }
}
