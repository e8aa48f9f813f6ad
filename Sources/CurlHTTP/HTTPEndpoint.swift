/// Where an HTTP server listens.
package enum HTTPEndpoint: Sendable, Hashable {
    case unixSocket(path: String)
    /// Plain HTTP when `tls` is nil.
    case tcp(host: String, port: Int, tls: TLSFiles?)
}

/// What a TLS connection is set up with, as paths of PEM files.
package struct TLSFiles: Sendable, Hashable {
    /// Trusted beside the system's own authorities; nil trusts those alone.
    package var certificateAuthority: String?
    package var certificate: String?
    package var key: String?
    /// Whether the server's certificate must be trusted and carry the host's name.
    package var verifiesPeer: Bool

    package init(certificateAuthority: String?, certificate: String?, key: String?, verifiesPeer: Bool) {
        self.certificateAuthority = certificateAuthority
        self.certificate = certificate
        self.key = key
        self.verifiesPeer = verifiesPeer
    }
}

extension HTTPEndpoint: CustomStringConvertible {
    /// In the form of `DOCKER_HOST`: `unix:///var/run/docker.sock`, `tcp://build-box:2376`.
    package var description: String {
        switch self {
        case .unixSocket(let path): "unix://\(path)"
        case .tcp(let host, let port, _): "tcp://\(Self.bracketed(host)):\(port)"
        }
    }
}

extension HTTPEndpoint {
    /// The host as the `Host` header names it.
    var authority: String {
        switch self {
        case .unixSocket: "localhost"
        case .tcp(let host, let port, _): "\(Self.bracketed(host)):\(port)"
        }
    }

    /// Scheme and authority, to which a request's target is appended.
    var origin: String {
        switch self {
        case .tcp(_, _, .some): "https://\(authority)"
        case .tcp, .unixSocket: "http://\(authority)"
        }
    }

    private static func bracketed(_ host: String) -> String {
        host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }
}
