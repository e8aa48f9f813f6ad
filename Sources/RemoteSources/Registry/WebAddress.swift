internal import CurlHTTP

/// An `http` or `https` address, taken apart as far as a request needs it.
struct WebAddress: Sendable, Equatable {
    let isSecure: Bool
    /// Without brackets.
    let host: String
    let port: Int
    /// Path and query.
    let target: String

    init(isSecure: Bool, host: String, port: Int, target: String) {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.target = target
    }

    /// nil for another scheme, for one with a user in it, and for what is no address.
    init?(_ text: String) {
        let isSecure = text.lowercased().hasPrefix("https://")
        guard isSecure || text.lowercased().hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@"), let (host, port) = Self.parts(of: authority) else { return nil }
        let target = rest[authority.endIndex...].prefix { $0 != "#" }
        guard !target.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else { return nil }
        self.init(
            isSecure: isSecure,
            host: host,
            port: port ?? (isSecure ? 443 : 80),
            target: target.hasPrefix("/") ? String(target) : "/\(target)"
        )
    }

    /// The address that a `Location` field leads to from here; nil when it is none.
    func following(_ location: String) -> WebAddress? {
        guard location.hasPrefix("/"), !location.hasPrefix("//") else {
            return WebAddress(location.hasPrefix("//") ? "\(isSecure ? "https" : "http"):\(location)" : location)
        }
        return WebAddress(isSecure: isSecure, host: host, port: port, target: location)
    }

    func with(target: String) -> WebAddress {
        WebAddress(isSecure: isSecure, host: host, port: port, target: target)
    }

    /// Whether both are the same server, spoken to in the same way.
    func hasSameOrigin(as other: WebAddress) -> Bool {
        (isSecure, host, port) == (other.isSecure, other.host, other.port)
    }

    /// Whether the server is this machine, as far as its name tells.
    var isLoopback: Bool { host == "localhost" || host == "::1" || Self.isLoopbackNumber(host) }

    var endpoint: HTTPEndpoint {
        let tls = TLSFiles(certificateAuthority: nil, certificate: nil, key: nil, verifiesPeer: true)
        return .tcp(host: host, port: port, tls: isSecure ? tls : nil)
    }

    /// A name such as `127.example.com` must not pass.
    private static func isLoopbackNumber(_ host: String) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }

    private static func parts(of authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        let end = authority.lastIndex(of: "]") ?? authority.startIndex
        if let colon = authority[end...].lastIndex(of: ":") {
            guard let number = UInt16(authority[authority.index(after: colon)...]), number > 0 else { return nil }
            port = Int(number)
            host = authority[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        return (host.lowercased(), port)
    }
}
