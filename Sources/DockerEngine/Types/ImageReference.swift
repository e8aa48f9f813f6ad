/// The name of an image: `nginx`, `ghcr.io/team/app:1.2`, `redis@sha256:…`.
package struct ImageReference: Sendable, Hashable {
    /// The registry's host and port; `docker.io` when none is written.
    package let registry: String
    /// The repository in the registry: `library/nginx`.
    package let path: String
    /// nil when none is written.
    package let tag: String?
    /// `sha256:…`; nil when none is written.
    package let digest: String?

    /// Reads a reference as docker does.
    ///
    /// An image's id is no reference: hand ids to the engine as they are.
    ///
    /// - Throws: ``ImageReferenceError`` when it breaks the rules for names.
    package init(_ text: String) throws(ImageReferenceError) {
        var name = text[...]
        if let at = name.firstIndex(of: "@") {
            let digest = name[name.index(after: at)...]
            guard ImageNameRules.isDigest(digest) else {
                throw ImageReferenceError(text, "'\(digest)' is not a digest")
            }
            self.digest = String(digest)
            name = name[..<at]
        } else {
            digest = nil
        }
        let lastPart = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        if let colon = name[lastPart...].lastIndex(of: ":") {
            let tag = name[name.index(after: colon)...]
            guard ImageNameRules.isTag(tag) else { throw ImageReferenceError(text, "'\(tag)' is not a tag") }
            self.tag = String(tag)
            name = name[..<colon]
        } else {
            tag = nil
        }
        let (registry, path) = Self.split(name)
        guard ImageNameRules.isPath(path) else { throw ImageReferenceError(text, Self.complaint(about: path)) }
        guard registry == Self.hub || ImageNameRules.isRegistry(registry) else {
            throw ImageReferenceError(text, "'\(registry)' is not a registry's host")
        }
        self.registry = registry
        self.path = path
    }

    private static let hub = "docker.io"

    private static func split(_ name: Substring) -> (registry: String, path: String) {
        var registry = hub
        var path = name
        if let slash = name.firstIndex(of: "/"), ImageNameRules.looksLikeRegistry(name[..<slash]) {
            registry = String(name[..<slash])
            path = name[name.index(after: slash)...]
        }
        if registry == "index.docker.io" { registry = hub }
        guard registry == hub, !path.contains("/"), !path.isEmpty else { return (registry, String(path)) }
        return (registry, "library/\(path)")
    }

    private static func complaint(about path: String) -> String {
        if path.isEmpty { return "it has no name" }
        let name = path.hasPrefix("library/") ? path.dropFirst("library/".count) : path[...]
        if name.utf8.contains(where: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) {
            return "the name '\(name)' has capital letters"
        }
        if name.utf8.count == 64, name.utf8.allSatisfy(ImageNameRules.isHexadecimal) {
            return "'\(name)' is an image's id, not a name"
        }
        return "'\(name)' is not a name"
    }
}

extension ImageReference {
    /// Registry and repository, without tag and digest: `docker.io/library/nginx`.
    package var name: String { "\(registry)/\(path)" }

    /// The name as people write it: `nginx`, `team/app`, `ghcr.io/team/app`.
    package var familiarName: String {
        guard registry == Self.hub else { return name }
        let library = "library/"
        guard path.hasPrefix(library) else { return path }
        let short = path.dropFirst(library.count)
        return short.contains("/") ? path : String(short)
    }

    /// The tag that is meant: the written one, or `latest` when neither tag nor digest is written.
    package var effectiveTag: String? { tag ?? (digest == nil ? "latest" : nil) }

    /// Everything in full: `docker.io/library/nginx:latest`.
    package var canonical: String { name + suffix }

    /// As people write it, with the tag that is meant: `nginx:latest`.
    package var familiar: String { familiarName + suffix }

    private var suffix: String { (effectiveTag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "") }

    /// Whether one of an image's `RepoTags` or `RepoDigests` is this reference, however either is spelt.
    ///
    /// A reference with a digest matches by that alone, since it decides which image is meant.
    package func matches(_ repoTag: String) -> Bool {
        let other: ImageReference
        do {
            other = try ImageReference(repoTag)
        } catch {
            // `<none>:<none>` and its like name no image.
            return false
        }
        guard other.name == name else { return false }
        if let digest { return other.digest == digest }
        return other.digest == nil && other.effectiveTag == effectiveTag
    }
}

extension ImageReference: CustomStringConvertible {
    package var description: String { familiar }
}

/// Text that is no image reference.
package struct ImageReferenceError: Error, Sendable, Equatable {
    package let reference: String
    package let reason: String

    init(_ reference: String, _ reason: String) {
        self.reference = reference
        self.reason = reason
    }
}

extension ImageReferenceError: CustomStringConvertible {
    package var description: String { "invalid image reference '\(reference)': \(reason)" }
}
