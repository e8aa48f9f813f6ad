/// A failure to talk to the server at all; an HTTP status is never one.
package struct TransportError: Error, Sendable, CustomStringConvertible {
    package enum Kind: Sendable {
        /// Nothing listens there, or the host is not known.
        case cannotConnect
        /// The socket exists, and this user may not open it.
        case permissionDenied
        /// No connection within the client's connect timeout.
        case timedOut
        /// The connection ended in the middle of an answer.
        case connectionLost
        /// The two sides could not agree on a secure connection, or a certificate file cannot be used.
        case tls
        /// libcurl is not installed.
        case libraryMissing
        case other
    }

    package let kind: Kind
    /// What failed and why, in one line: `cannot connect to unix:///var/run/docker.sock: no such file`.
    package let description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}

/// Thrown by `HTTPClient.upgrade` when the server answers with something other than raw bytes.
package struct HTTPUpgradeRefused: Error, Sendable, CustomStringConvertible {
    package let status: Int
    /// The answer's body, as far as it came: the engine puts its reason there, as JSON.
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    package var description: String {
        "the server answered \(status) instead of opening a stream: \(String(decoding: body, as: UTF8.self))"
    }
}
