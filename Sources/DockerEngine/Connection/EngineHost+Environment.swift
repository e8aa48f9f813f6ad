internal import CurlHTTP
internal import Glibc

extension EngineHost {
    /// The engine that a user's environment names.
    ///
    /// Honours `DOCKER_HOST`, `DOCKER_TLS_VERIFY`, `DOCKER_TLS` and `DOCKER_CERT_PATH`. Without `DOCKER_HOST` it is
    /// `/var/run/docker.sock`, or the rootless engine's `$XDG_RUNTIME_DIR/docker.sock` when only that one is there.
    ///
    /// - Throws: ``EngineHostError`` when `DOCKER_HOST` cannot be used.
    package static func fromEnvironment(_ environment: [String: String]) throws(EngineHostError) -> EngineHost {
        try fromEnvironment(environment) { access($0, F_OK) == 0 }
    }

    static func fromEnvironment(
        _ environment: [String: String],
        exists: (String) -> Bool
    ) throws(EngineHostError) -> EngineHost {
        if let host = environment["DOCKER_HOST"], !host.isEmpty {
            return try EngineHost(host, tls: tlsFiles(environment, exists: exists))
        }
        let usual = "/var/run/docker.sock"
        if let directory = environment["XDG_RUNTIME_DIR"], !directory.isEmpty, !exists(usual) {
            let rootless = "\(directory)/docker.sock"
            if exists(rootless) { return EngineHost(socket: rootless) }
        }
        return EngineHost(socket: usual)
    }

    /// What the environment says about TLS; nil when it asks for none.
    private static func tlsFiles(_ environment: [String: String], exists: (String) -> Bool) -> TLSFiles? {
        let verifies = environment["DOCKER_TLS_VERIFY"].map { !$0.isEmpty } ?? false
        let encrypts = environment["DOCKER_TLS"].map { !$0.isEmpty } ?? false
        guard verifies || encrypts else { return nil }
        let directory = certificateDirectory(environment)
        // A client certificate is needed only by an engine that asks for one; the authority is needed to verify at all.
        let certificate = "\(directory)/cert.pem"
        let key = "\(directory)/key.pem"
        let hasPair = exists(certificate) && exists(key)
        return TLSFiles(
            certificateAuthority: verifies ? "\(directory)/ca.pem" : nil,
            certificate: hasPair ? certificate : nil,
            key: hasPair ? key : nil,
            verifiesPeer: verifies
        )
    }

    private static func certificateDirectory(_ environment: [String: String]) -> String {
        for name in ["DOCKER_CERT_PATH", "DOCKER_CONFIG"] {
            if let path = environment[name], !path.isEmpty { return path }
        }
        return (environment["HOME"] ?? "") + "/.docker"
    }
}
