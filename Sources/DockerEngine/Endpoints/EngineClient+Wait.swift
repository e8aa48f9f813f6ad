internal import CurlHTTP

/// What to wait for.
package enum WaitCondition: String, Sendable {
    /// The container does not run; at once when it does not now.
    case notRunning = "not-running"
    /// The container ends the next time, even when it does not run now.
    case nextExit = "next-exit"
    /// The container is gone.
    case removed
}

/// A wait that the engine has taken on: no end of the container from now on is missed.
package struct ContainerWait: Sendable {
    private let response: HTTPResponse
    private let client: EngineClient
    private let route: String

    fileprivate init(_ response: HTTPResponse, _ client: EngineClient, _ route: String) {
        self.response = response
        self.client = client
        self.route = route
    }

    private struct Answer: Decodable {
        struct Failure: Decodable {
            let message: String?

            enum CodingKeys: String, CodingKey {
                case message = "Message"
            }
        }

        let code: Int?
        let failure: Failure?

        enum CodingKeys: String, CodingKey {
            case code = "StatusCode"
            case failure = "Error"
        }
    }

    /// Suspends until the condition holds, and returns the container's exit code; to be called once.
    ///
    /// - Throws: ``EngineError`` when the engine could not wait to the end.
    package func exitCode() async throws -> Int {
        let bytes = try await client.collect(response, answering: "POST", route)
        let answer = try EngineJSON.decode(Answer.self, from: bytes, answering: "POST", route)
        if let message = answer.failure?.message, !message.isEmpty {
            throw EngineError(status: response.status, message: message, method: "POST", route: route)
        }
        guard let code = answer.code else { throw EngineAnswerUnreadable("POST", route, "it has no exit code") }
        return code
    }
}

extension EngineClient {
    /// Begins to wait for a container, and returns once the engine does.
    ///
    /// Opened before a start, a wait for `nextExit` misses no end however soon it comes.
    /// `POST /containers/{id}/wait`
    package func openWait(for id: String, until condition: WaitCondition) async throws -> ContainerWait {
        var query = EngineQuery()
        query.set("condition", condition.rawValue)
        let path = containerPath(id, "/wait")
        return ContainerWait(try await send("POST", path, query: query), self, path)
    }

    /// Waits for a container and returns its exit code.
    ///
    /// `POST /containers/{id}/wait`
    package func waitForContainer(_ id: String, until condition: WaitCondition = .notRunning) async throws -> Int {
        try await openWait(for: id, until: condition).exitCode()
    }
}
