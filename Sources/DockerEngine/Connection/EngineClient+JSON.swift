internal import CurlHTTP

extension EngineClient {
    /// Sends a request and decodes the JSON it is answered with.
    func fetch<Value: Decodable & Sendable>(
        _ method: String,
        _ path: String,
        query: EngineQuery = EngineQuery(),
        headers: HTTPHeaders = [:],
        body: HTTPRequestBody = .none
    ) async throws -> Value {
        let response = try await send(method, path, query: query, headers: headers, body: body)
        let bytes = try await collect(response, answering: method, path)
        return try EngineJSON.decode(Value.self, from: bytes, answering: method, path)
    }

    /// Posts a JSON body and decodes the JSON it is answered with.
    func post<Value: Decodable & Sendable>(
        _ path: String,
        query: EngineQuery = EngineQuery(),
        json: some Encodable
    ) async throws -> Value {
        let body = HTTPRequestBody.bytes(try EngineJSON.encode(json))
        return try await fetch("POST", path, query: query, headers: Self.jsonHeaders, body: body)
    }

    /// Posts a JSON body to an endpoint that answers nothing of interest.
    func submit(_ path: String, json: some Encodable) async throws {
        let body = HTTPRequestBody.bytes(try EngineJSON.encode(json))
        try await perform("POST", path, headers: Self.jsonHeaders, body: body)
    }

    /// Sends a request whose answer says nothing beyond its status, and returns that.
    @discardableResult
    func perform(
        _ method: String,
        _ path: String,
        query: EngineQuery = EngineQuery(),
        headers: HTTPHeaders = [:],
        body: HTTPRequestBody = .none,
        accepting accepted: Set<Int> = []
    ) async throws -> Int {
        let response = try await send(
            method,
            path,
            query: query,
            headers: headers,
            body: body,
            accepting: accepted
        )
        // Reading to the end lets the connection be used again.
        _ = try await collect(response, answering: method, path)
        return response.status
    }

    static var jsonHeaders: HTTPHeaders { ["Content-Type": "application/json"] }
}
