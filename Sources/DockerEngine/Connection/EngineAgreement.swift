/// What one client and one engine have agreed on.
package struct EngineAgreement: Sendable {
    /// The API version that every call is made in.
    package let version: APIVersion
    /// What the engine said of itself; nil when the caller named the version, so that nothing had to be asked.
    package let ping: EnginePing?
}

extension EngineClient {
    /// The API version that calls are made in.
    package func negotiatedVersion() async throws -> APIVersion { try await agreement().version }

    /// Picks the newest version that both sides know.
    func negotiate() async throws -> EngineAgreement {
        if let requestedVersion {
            guard let version = APIVersion(requestedVersion) else {
                throw APIVersionError("'\(requestedVersion)' is not an API version; write DOCKER_API_VERSION as 1.44")
            }
            guard version >= .oldest else {
                throw APIVersionError(
                    "API version \(version) is too old; set DOCKER_API_VERSION to \(APIVersion.oldest) or newer"
                )
            }
            return EngineAgreement(version: version, ping: nil)
        }
        let ping = try await self.ping()
        guard let offered = ping.apiVersion else {
            throw APIVersionError("what listens at '\(host)' does not answer as a Docker engine; check DOCKER_HOST")
        }
        guard offered >= .oldest else {
            throw APIVersionError(
                "the engine at '\(host)' speaks API \(offered) at most, and at least \(APIVersion.oldest) is needed; "
                    + "update it to Docker 20.10 or newer"
            )
        }
        return EngineAgreement(version: min(offered, .newest), ping: ping)
    }
}
