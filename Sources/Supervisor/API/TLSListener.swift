internal import NIOSSL

/// Where the daemon listens on the network, and by which certificates; there is no such listener without them.
struct TLSListener: Sendable, Equatable {
    /// As the user writes it: `tcp://0.0.0.0:7423`.
    var address: String
    var host: String
    var port: Int
    /// Paths of PEM files: the daemon's chain, its key, and the authorities that sign its callers' certificates.
    var certificate: String
    var key: String
    var authorities: String

    /// - Throws: ``DaemonProblem`` when the address cannot be read.
    init(_ address: String, certificate: String, key: String, authorities: String) throws(DaemonProblem) {
        let hint = "write tcp://HOST:PORT"
        guard address.hasPrefix("tcp://") else { throw DaemonProblem("cannot listen at '\(address)'", hint: hint) }
        let place = address.dropFirst("tcp://".count)
        guard let colon = place.lastIndex(of: ":"), let port = Int(place[place.index(after: colon)...]),
            (1...65_535).contains(port)
        else { throw DaemonProblem("'\(address)' names no port", hint: hint) }
        var host = place[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { throw DaemonProblem("'\(address)' names no host", hint: hint) }
        self.address = address
        self.host = String(host)
        self.port = port
        self.certificate = certificate
        self.key = key
        self.authorities = authorities
    }

    /// TLS 1.2 or later, with a certificate demanded of every caller.
    func configuration() throws(DaemonProblem) -> TLSConfiguration {
        let chain = try Self.read(certificate) { try NIOSSLCertificate.fromPEMFile($0) }
        let key = try Self.read(key) { try NIOSSLPrivateKey(file: $0, format: .pem) }
        let trusted = try Self.read(authorities) { try NIOSSLCertificate.fromPEMFile($0) }
        var configuration = TLSConfiguration.makeServerConfigurationWithMTLS(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key),
            trustRoots: .certificates(trusted)
        )
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }

    private static func read<Value>(_ path: String, _ body: (String) throws -> Value) throws(DaemonProblem) -> Value {
        do {
            return try body(path)
        } catch {
            throw DaemonProblem(
                "cannot use '\(path)' for TLS: \(error)",
                hint: "give a PEM file that the daemon can read"
            )
        }
    }
}
