package import CurlHTTP

extension EngineClient {
    /// The images that match.
    ///
    /// `GET /images/json`
    ///
    /// - `all`: whether the layers that builds left behind are listed too.
    package func listImages(all: Bool = false, filters: EngineFilters = [:]) async throws -> [ImageSummary] {
        var query = EngineQuery()
        query.set("all", flag: all)
        query.set(filters)
        return try await fetch("GET", "/images/json", query: query)
    }

    /// All about one image, by reference or id; nil when the engine does not have it.
    ///
    /// `GET /images/{name}/json`
    package func inspectImage(_ name: String) async throws -> ImageInspection? {
        do {
            return try await fetch("GET", imagePath(name, "/json"))
        } catch let error as EngineError where error.isNotFound {
            return nil
        }
    }

    /// Pulls an image; it is there once the progress has ended without a failure in it.
    ///
    /// `POST /images/create`
    ///
    /// - `platform`: `os[/arch[/variant]]`; nil is the engine's own.
    /// - `auth`: the login for the image's registry; nil pulls as anybody.
    package func pullImage(
        _ reference: ImageReference,
        platform: String? = nil,
        auth: RegistryAuth? = nil
    ) async throws -> JSONLines<ImageProgress> {
        var query = EngineQuery()
        query.set("fromImage", reference.familiarName)
        query.set("tag", reference.digest ?? reference.effectiveTag)
        query.set("platform", platform)
        let headers: HTTPHeaders = auth.map { HTTPHeaders.registryAuth($0) } ?? [:]
        let response = try await send("POST", "/images/create", query: query, headers: headers)
        return JSONLines(response.body, from: host, answering: "POST", "/images/create")
    }

    /// Pushes an image; it is in the registry once the progress has ended without a failure in it.
    ///
    /// `POST /images/{name}/push`
    package func pushImage(
        _ reference: ImageReference,
        auth: RegistryAuth? = nil
    ) async throws -> JSONLines<ImageProgress> {
        var query = EngineQuery()
        query.set("tag", reference.effectiveTag)
        let path = imagePath(reference.familiarName, "/push")
        let response = try await send("POST", path, query: query, headers: .registryAuth(auth))
        return JSONLines(response.body, from: host, answering: "POST", path)
    }

    /// Gives an image one more reference.
    ///
    /// `POST /images/{name}/tag`
    package func tagImage(_ name: String, as reference: ImageReference) async throws {
        var query = EngineQuery()
        query.set("repo", reference.familiarName)
        query.set("tag", reference.effectiveTag)
        try await perform("POST", imagePath(name, "/tag"), query: query)
    }

    /// Takes a reference away, and the image itself with the last one.
    ///
    /// `DELETE /images/{name}`
    ///
    /// - `force`: removes the image although it has other references or containers that do not run.
    /// - `keepsParents`: whether parents that have no name stay.
    package func removeImage(
        _ name: String,
        force: Bool = false,
        keepsParents: Bool = false
    ) async throws -> [ImageRemoval] {
        var query = EngineQuery()
        query.set("force", flag: force)
        query.set("noprune", flag: keepsParents)
        return try await fetch("DELETE", imagePath(name, ""), query: query)
    }

    /// Builds an image with the classic builder; it is there once the progress has ended without a failure in it.
    ///
    /// `POST /build`
    ///
    /// - `context`: a tar archive, plain or compressed.
    /// - `credentials`: the logins that base images may be pulled with.
    package func buildImage(
        _ options: BuildOptions,
        context: HTTPRequestBody,
        credentials: RegistryCredentials = RegistryCredentials()
    ) async throws -> JSONLines<BuildProgress> {
        var headers: HTTPHeaders = ["Content-Type": "application/x-tar"]
        if !credentials.isEmpty { headers.add("X-Registry-Config", credentials.headerValue) }
        let response = try await send("POST", "/build", query: options.query, headers: headers, body: context)
        return JSONLines(response.body, from: host, answering: "POST", "/build")
    }

    private func imagePath(_ name: String, _ rest: String) -> String {
        "/images/\(PercentEncoding.reference(name))\(rest)"
    }
}
