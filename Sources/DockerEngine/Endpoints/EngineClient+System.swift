internal import CurlHTTP

extension EngineClient {
    /// Asks whether the engine is there, and what it says of itself.
    ///
    /// Always asks anew; ``agreement()`` keeps the first answer. `GET /_ping`
    package func ping() async throws -> EnginePing {
        let response = try await send("GET", "/_ping", isVersioned: false)
        _ = try await collect(response, answering: "GET", "/_ping")
        var ping = EnginePing()
        ping.apiVersion = response.headers["Api-Version"].flatMap { APIVersion($0) }
        ping.isExperimental = response.headers["Docker-Experimental"] == "true"
        ping.builderVersion = response.headers["Builder-Version"]
        ping.osType = response.headers["OSType"]
        ping.date = response.headers["Date"]
        return ping
    }

    /// Which engine answers, and which API it speaks.
    ///
    /// `GET /version`
    package func version() async throws -> EngineVersion { try await fetch("GET", "/version") }

    /// How the engine and its host are set up.
    ///
    /// Slow on some engines, which count everything they have. `GET /info`
    package func info() async throws -> EngineInfo { try await fetch("GET", "/info") }

    /// What happens on the engine from now on.
    ///
    /// Returns once the engine has answered: whatever happens after that is in the events. `GET /events`
    ///
    /// - `since`: also what happened since then: seconds since 1970, perhaps with a fraction, or an RFC 3339 time.
    /// - `until`: ends the events then; nil goes on for ever.
    package func events(
        filters: EngineFilters = [:],
        since: String? = nil,
        until: String? = nil
    ) async throws -> EngineEvents {
        var query = EngineQuery()
        query.set("since", since)
        query.set("until", until)
        query.set(filters)
        let response = try await send("GET", "/events", query: query)
        return EngineEvents(response.body, from: host, answering: "GET", "/events")
    }
}
