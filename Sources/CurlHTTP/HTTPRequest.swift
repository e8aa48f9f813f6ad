/// One request, before it is known where it goes.
package struct HTTPRequest: Sendable {
    package var method: String
    /// Path and query, already percent-encoded: `/v1.41/containers/json?all=true`.
    package var target: String
    package var headers: HTTPHeaders
    package var body: HTTPRequestBody

    package init(
        _ method: String,
        _ target: String,
        headers: HTTPHeaders = [:],
        body: HTTPRequestBody = .none
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
    }
}

/// What a request carries.
package enum HTTPRequestBody: Sendable {
    case none
    case bytes([UInt8])
    /// Bytes that are made while they are sent; sent in chunks when the length is not known beforehand.
    case stream(length: Int?, HTTPBodySource)
}

/// Makes the bytes of a request body, one chunk at a time, no faster than they are sent.
package struct HTTPBodySource: Sendable {
    let next: @Sendable () async throws -> [UInt8]?

    /// Takes the function that makes the next chunk.
    ///
    /// It is asked again only once the chunk before has gone out, so a body of any length needs the memory of one
    /// chunk; chunks of 64 KiB to 1 MiB are quickest. Returning nil ends the body. An error that it throws ends the
    /// transfer, and is what `HTTPClient.send` throws. When the transfer ends first, the task that it runs in is
    /// cancelled.
    package init(_ next: @escaping @Sendable () async throws -> [UInt8]?) {
        self.next = next
    }
}
