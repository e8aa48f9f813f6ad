internal import ComposeLoader
internal import FoundationEssentials

/// The manifest of a compose project in a registry, or an index that lists one.
struct ComposeArtifact: Decodable {
    struct Descriptor: Decodable {
        let mediaType: String
        let digest: String
        let artifactType: String?
        let annotations: [String: String]?
    }

    let artifactType: String?
    let config: Descriptor?
    let layers: [Descriptor]?
    /// What an index lists; nil in a manifest.
    let manifests: [Descriptor]?

    static let projectType = "application/vnd.docker.compose.project"
    static let composeFileType = "application/vnd.docker.compose.file+yaml"
    static let environmentFileType = "application/vnd.docker.compose.envfile"
    /// Marks an artifact in registries that know no artifact types.
    static let emptyConfigType = "application/vnd.docker.compose.config.empty.v1+json"

    /// What is asked for when a manifest is.
    static let accepted = [
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
    ].joined(separator: ", ")

    static func decode(_ bytes: [UInt8]) throws(RemoteFailure) -> ComposeArtifact {
        do {
            return try JSONDecoder().decode(ComposeArtifact.self, from: Data(bytes))
        } catch {
            throw RemoteFailure("its manifest cannot be understood", hint: "see that the address is that of a registry")
        }
    }

    /// The manifest of the compose project in an index; nil when this is no index or has none.
    var project: Descriptor? { manifests?.first { $0.artifactType == Self.projectType } }

    /// The layers of a compose project.
    ///
    /// - Throws: when this is something else, such as an image.
    func projectLayers() throws(RemoteFailure) -> [Descriptor] {
        let isProject = artifactType == Self.projectType || config?.mediaType == Self.emptyConfigType
        guard isProject, let layers, layers.contains(where: { $0.mediaType == Self.composeFileType }) else {
            throw RemoteFailure("it is no compose project", hint: "publish one with 'docker compose publish'")
        }
        return layers.filter { [Self.composeFileType, Self.environmentFileType].contains($0.mediaType) }
    }
}

extension ComposeArtifact.Descriptor {
    /// The name of the file that a layer is, or is a part of.
    ///
    /// The layers without a name of their own make up the compose file; others are what that one extends, and env files.
    func fileName() throws(RemoteFailure) -> String {
        let annotations = self.annotations ?? [:]
        let written: String?
        if mediaType == ComposeArtifact.environmentFileType {
            written = annotations["com.docker.compose.envfile"]
        } else if annotations["com.docker.compose.extends"] != nil {
            written = annotations["com.docker.compose.file"]
        } else {
            return "compose.yaml"
        }
        guard let name = written, !name.isEmpty else {
            throw RemoteFailure("layer \(digest) does not say which file it is")
        }
        // The registry must not decide what is written outside the directory of the artifact.
        guard !name.contains("/"), !name.contains("\0"), name != ".", name != ".." else {
            throw RemoteFailure("layer \(digest) names a file elsewhere: '\(name)'")
        }
        return name
    }
}
