internal import CurlHTTP

extension EngineClient {
    /// What the registry has under a reference; nothing is pulled.
    ///
    /// `GET /distribution/{name}/json`
    ///
    /// - `auth`: the login for the image's registry; nil asks as anybody.
    package func distribution(
        _ reference: ImageReference,
        auth: RegistryAuth? = nil
    ) async throws -> DistributionInspection {
        let headers: HTTPHeaders = auth.map { HTTPHeaders.registryAuth($0) } ?? [:]
        let path = "/distribution/\(PercentEncoding.reference(reference.canonical))/json"
        return try await fetch("GET", path, headers: headers)
    }
}
