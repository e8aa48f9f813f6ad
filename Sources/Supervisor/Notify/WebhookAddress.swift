internal import CurlHTTP

/// Where a webhook is sent, taken from its URL.
struct WebhookAddress: Sendable, Hashable {
    let endpoint: HTTPEndpoint
    /// Path and query.
    let target: String

    /// Why a URL cannot be used.
    struct Problem: Error, Sendable, Equatable {
        let reason: String
    }

    /// Reads `https://hooks.example.com/T0/B1?x=y`; what follows a `#` is left out.
    init(_ url: String) throws(Problem) {
        guard url.utf8.allSatisfy({ $0 > UInt8(ascii: " ") && $0 < 0x7F }) else {
            throw Problem(reason: "it has characters that must be percent-encoded")
        }
        guard let separator = url.firstRange(of: "://") else { throw Problem(reason: "it has no scheme") }
        let tls: TLSFiles?
        switch url[..<separator.lowerBound].lowercased() {
        case "http": tls = nil
        case "https":
            tls = TLSFiles(certificateAuthority: nil, certificate: nil, key: nil, verifiesPeer: true)
        case let scheme: throw Problem(reason: "the scheme '\(scheme)' is neither http nor https")
        }
        let place = url[separator.upperBound...].prefix { $0 != "#" }
        let authority = place.prefix { $0 != "/" && $0 != "?" }
        let rest = place[authority.endIndex...]
        target = rest.hasPrefix("/") ? String(rest) : "/\(rest)"
        let (host, port) = try Self.parts(of: authority)
        endpoint = .tcp(host: host, port: port ?? (tls == nil ? 80 : 443), tls: tls)
    }

    private static func parts(of authority: Substring) throws(Problem) -> (host: String, port: Int?) {
        guard !authority.contains("@") else { throw Problem(reason: "a user before the host is not supported") }
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
        guard !host.isEmpty else { throw Problem(reason: "it names no host") }
        guard let port else { return (String(host), nil) }
        guard let number = Int(port), (1...65_535).contains(number) else {
            throw Problem(reason: "'\(port)' is not a port")
        }
        return (String(host), number)
    }
}

extension WebhookAddress: CustomStringConvertible {
    /// Without path and query, which often are the key to the place.
    var description: String {
        guard case .tcp(let host, let port, let tls) = endpoint else { return "\(endpoint)" }
        return "\(tls == nil ? "http" : "https")://\(host):\(port)"
    }
}
