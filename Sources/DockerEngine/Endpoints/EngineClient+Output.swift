internal import CurlHTTP

/// Which part of a container's logs to read.
package struct LogOptions: Sendable, Hashable {
    package var includesStdout = true
    package var includesStderr = true
    /// Whether new output follows until the container ends.
    package var follows = false
    /// How many lines from the end; nil for all.
    package var tail: Int?
    /// Only output from then on: seconds since 1970, perhaps with a fraction, or an RFC 3339 time.
    package var since: String?
    package var until: String?
    /// Whether each line begins with the time the engine got it.
    package var showsTimestamps = false

    package init() {}
}

/// What to be connected to when attaching to a container.
package struct AttachOptions: Sendable, Hashable {
    package var includesStdin = false
    package var includesStdout = true
    package var includesStderr = true
    /// Whether what the container has written before comes first.
    package var replaysLogs = false
    /// The keys that leave a terminal, such as `ctrl-p,ctrl-q`; nil is the engine's default.
    package var detachKeys: String?

    package init() {}
}

extension EngineClient {
    /// What a container has written, and goes on writing when asked to follow.
    ///
    /// `GET /containers/{id}/logs`
    ///
    /// - `hasTerminal`: whether the container was made with one: then the output is not in frames.
    package func containerLogs(
        _ id: String,
        options: LogOptions = LogOptions(),
        hasTerminal: Bool
    ) async throws -> LogFrames {
        var query = EngineQuery()
        query.set("follow", flag: options.follows)
        query.set("stdout", flag: options.includesStdout)
        query.set("stderr", flag: options.includesStderr)
        query.set("since", options.since)
        query.set("until", options.until)
        query.set("timestamps", flag: options.showsTimestamps)
        query.set("tail", number: options.tail)
        let response = try await send("GET", containerPath(id, "/logs"), query: query)
        return LogFrames(.body(response.body), isRaw: hasTerminal)
    }

    /// Connects to a container's input and output; may be done before it is started, to miss nothing.
    ///
    /// `POST /containers/{id}/attach`
    ///
    /// - `hasTerminal`: whether the container was made with one: then the output is not in frames.
    package func attachContainer(
        _ id: String,
        options: AttachOptions = AttachOptions(),
        hasTerminal: Bool
    ) async throws -> EngineStream {
        var query = EngineQuery()
        query.set("stream", flag: true)
        query.set("stdin", flag: options.includesStdin)
        query.set("stdout", flag: options.includesStdout)
        query.set("stderr", flag: options.includesStderr)
        query.set("logs", flag: options.replaysLogs)
        query.set("detachKeys", options.detachKeys)
        let connection = try await upgrade(containerPath(id, "/attach"), query: query)
        return EngineStream(connection, hasTerminal: hasTerminal)
    }
}
