package import CurlHTTP

/// Where an engine listens, as `DOCKER_HOST` spells it.
package struct EngineHost: Sendable, Hashable {
    package let endpoint: HTTPEndpoint
    /// The user's own spelling: `unix:///var/run/docker.sock`, `tcp://build:2376`.
    package let name: String

    /// The engine behind a unix socket.
    package init(socket path: String) {
        endpoint = .unixSocket(path: path)
        name = "unix://\(path)"
    }

    /// Reads a `DOCKER_HOST` value.
    ///
    /// - Parameters:
    ///   - text: `unix://`, `tcp://`, `http://` or `https://` and where it leads.
    ///   - tls: what to secure a `tcp://` connection with; nil speaks plain HTTP.
    /// - Throws: ``EngineHostError`` when the value cannot be read or names a transport that is not supported.
    package init(_ text: String, tls: TLSFiles? = nil) throws(EngineHostError) {
        guard let separator = text.firstRange(of: "://") else {
            throw EngineHostError(
                text,
                "it has no scheme",
                hint: "write it as unix:///path/to/docker.sock or tcp://host:port"
            )
        }
        let place = text[separator.upperBound...]
        switch text[..<separator.lowerBound] {
        case "unix":
            guard place.hasPrefix("/") else {
                throw EngineHostError(
                    text,
                    "the socket's path is not absolute",
                    hint: "write unix:///path/to/docker.sock"
                )
            }
            endpoint = .unixSocket(path: String(place))
        case "tcp", "http":
            endpoint = try Self.tcp(place, of: text, tls: tls)
        case "https":
            let files = tls ?? TLSFiles(certificateAuthority: nil, certificate: nil, key: nil, verifiesPeer: true)
            endpoint = try Self.tcp(place, of: text, tls: files)
        case "ssh":
            throw EngineHostError(
                text,
                "ssh is not supported yet",
                hint: "forward the socket with 'ssh -L /tmp/docker.sock:/var/run/docker.sock HOST' "
                    + "and set DOCKER_HOST=unix:///tmp/docker.sock"
            )
        case "fd":
            throw EngineHostError(text, "a file descriptor is for engines, not for their clients")
        case let scheme:
            throw EngineHostError(text, "the scheme '\(scheme)' is not known", hint: "use unix:// or tcp://")
        }
        name = text
    }

    private static func tcp(
        _ place: Substring,
        of text: String,
        tls: TLSFiles?
    ) throws(EngineHostError) -> HTTPEndpoint {
        var authority = place
        if authority.hasSuffix("/") { authority = authority.dropLast() }
        guard !authority.contains("/") else {
            throw EngineHostError(text, "a path after the host is not supported", hint: "write tcp://host:port")
        }
        guard !authority.contains("@") else {
            throw EngineHostError(text, "a user before the host is not supported", hint: "write tcp://host:port")
        }
        var host = authority
        var port: Substring?
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            if rest.hasPrefix(":") { port = rest.dropFirst() }
        } else if let colon = authority.lastIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard !host.isEmpty else { throw EngineHostError(text, "it names no host", hint: "write tcp://host:port") }
        guard let port else { return .tcp(host: String(host), port: tls == nil ? 2375 : 2376, tls: tls) }
        guard let number = Int(port), (1...65535).contains(number) else {
            throw EngineHostError(text, "'\(port)' is not a port", hint: "write tcp://host:port")
        }
        return .tcp(host: String(host), port: number, tls: tls)
    }
}

extension EngineHost: CustomStringConvertible {
    package var description: String { name }
}

/// A `DOCKER_HOST` value that leads nowhere.
package struct EngineHostError: Error, Sendable, Equatable {
    package let host: String
    package let reason: String
    package let hint: String?

    init(_ host: String, _ reason: String, hint: String? = nil) {
        self.host = host
        self.reason = reason
        self.hint = hint
    }
}

extension EngineHostError: CustomStringConvertible {
    package var description: String {
        "cannot use the engine host '\(host)': \(reason)" + (hint.map { "; \($0)" } ?? "")
    }
}

extension EngineHost {
    /// Whether the engine shares this machine's clock and files.
    package var isLocal: Bool {
        switch endpoint {
        case .unixSocket: true
        case .tcp(let host, _, _): host == "localhost" || host.hasPrefix("127.") || host == "::1"
        }
    }
}
