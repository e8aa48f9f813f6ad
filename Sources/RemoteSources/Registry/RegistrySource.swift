internal import ComposeLoader

/// Compose projects that were published to registries, one directory a digest.
struct RegistrySource: Sendable {
    let cache: CacheDirectory
    /// As `host` or `host:port`.
    let insecureRegistries: [String]
    let login: RegistryLogin.Lookup

    /// Enough for a slow line: compose files are small.
    private static let timeLimit = Duration.seconds(120)

    private struct Manifest: Sendable {
        let digest: Digest
        /// nil when the cache has the files.
        let files: ArtifactFiles?
    }

    /// The path of a compose file, which is fetched unless the cache has the digest.
    func localPath(of reference: RegistryReference) throws(RemoteFailure) -> String {
        if let digest = reference.digest, let entry = cache.entry(digest.hexadecimal) { return composeFile(in: entry) }
        let manifest = try BlockingWork.run(within: Self.timeLimit) { await fetch(reference) }
        let name = manifest.digest.hexadecimal
        if let entry = cache.entry(name) { return composeFile(in: entry) }
        let entry = try cache.make(name) { (directory: String) throws(RemoteFailure) in
            guard let files = manifest.files else {
                throw RemoteFailure("the cache has just lost it", hint: "try again")
            }
            try files.write(to: directory)
        }
        return composeFile(in: entry)
    }

    private func composeFile(in entry: String) -> String { "\(entry)/compose.yaml" }

    private func fetch(_ reference: RegistryReference) async -> Result<Manifest, RemoteFailure> {
        let client = RegistryClient(
            reference: reference,
            isPlain: insecureRegistries.contains(reference.registry),
            login: login
        )
        do throws(RemoteFailure) {
            return .success(try await manifest(of: reference, from: client))
        } catch {
            return .failure(error)
        }
    }

    private func manifest(
        of reference: RegistryReference,
        from client: RegistryClient
    ) async throws(RemoteFailure) -> Manifest {
        let bytes = try await client.manifest(reference.manifest)
        let digest = Digest(of: bytes)
        if let wanted = reference.digest, wanted != digest { throw Self.mismatch(wanted) }
        if cache.entry(digest.hexadecimal) != nil { return Manifest(digest: digest, files: nil) }

        var artifact = try ComposeArtifact.decode(bytes)
        if let project = artifact.project {
            let listed = try Digest(project.digest)
            let bytes = try await client.manifest(listed.text)
            guard Digest(of: bytes) == listed else { throw Self.mismatch(listed) }
            artifact = try ComposeArtifact.decode(bytes)
        }
        var files = ArtifactFiles()
        for layer in try artifact.projectLayers() {
            let name = try layer.fileName()
            let digest = try Digest(layer.digest)
            let bytes = try await client.blob(digest)
            guard Digest(of: bytes) == digest else { throw Self.mismatch(digest) }
            files.add(bytes, as: name, isCompose: layer.mediaType == ComposeArtifact.composeFileType)
        }
        guard files.contents["compose.yaml"] != nil else { throw RemoteFailure("it has no compose file") }
        return Manifest(digest: digest, files: files)
    }

    private static func mismatch(_ digest: Digest) -> RemoteFailure {
        RemoteFailure("what the registry sends for \(digest.text) has another digest")
    }
}
