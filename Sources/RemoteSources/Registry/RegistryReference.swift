internal import ComposeLoader

/// An artifact in a registry, as compose files name it: `oci://host:5000/team/shop:1.2`.
struct RegistryReference: Sendable, Equatable {
    /// The registry's host, with its port if one is written; `docker.io` when none is.
    let registry: String
    /// The repository: `team/shop`.
    let repository: String
    /// nil when a digest is written, which decides alone.
    let tag: String?
    /// `sha256:…`; nil when none is written.
    let digest: Digest?

    /// nil when the text does not start with `oci://`.
    ///
    /// - Throws: when it does, and breaks the rules for names.
    init?(_ resource: String) throws(RemoteFailure) {
        let scheme = "oci://"
        guard resource.lowercased().hasPrefix(scheme) else { return nil }
        var name = resource.dropFirst(scheme.count)
        var digest: Digest?
        if let at = name.firstIndex(of: "@") {
            digest = try Digest(String(name[name.index(after: at)...]))
            name = name[..<at]
        }
        var tag: String?
        let lastPart = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
        if let colon = name[lastPart...].firstIndex(of: ":") {
            tag = String(name[name.index(after: colon)...])
            name = name[..<colon]
        }
        let (registry, repository) = Self.split(name)
        self.registry = registry
        self.repository = repository
        self.tag = digest == nil ? tag ?? "latest" : nil
        self.digest = digest
        guard Self.isRepository(repository) else {
            throw RemoteFailure("'\(repository)' is no repository of a registry", hint: "write 'oci://host/name:tag'")
        }
        if let tag, !Self.isTag(tag) { throw RemoteFailure("'\(tag)' is no tag") }
        guard Self.isHost(registry) else { throw RemoteFailure("'\(registry)' is no host of a registry") }
    }

    /// What the registry finds the manifest by.
    var manifest: String { digest?.text ?? tag ?? "latest" }

    private static let hub = "docker.io"

    /// The first part is a host when it looks like one; otherwise all of it is a repository of Docker Hub.
    private static func split(_ name: Substring) -> (registry: String, repository: String) {
        var registry = hub
        var repository = name
        if let slash = name.firstIndex(of: "/") {
            let first = name[..<slash]
            if first == "localhost" || first.contains(".") || first.contains(":") {
                registry = first == "index.docker.io" ? hub : String(first)
                repository = name[name.index(after: slash)...]
            }
        }
        guard registry == hub, !repository.contains("/"), !repository.isEmpty else {
            return (registry, String(repository))
        }
        return (registry, "library/\(repository)")
    }

    private static func isRepository(_ text: String) -> Bool {
        text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { isLowerOrDigit($0) || "._-".utf8.contains($0) }
                && part.utf8.first.map(isLowerOrDigit) == true && part.utf8.last.map(isLowerOrDigit) == true
        }
    }

    private static func isTag(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
            && text.utf8.first != UInt8(ascii: ".") && text.utf8.first != UInt8(ascii: "-")
    }

    private static func isHost(_ text: String) -> Bool {
        guard let address = WebAddress("https://\(text)/") else { return false }
        return !address.host.isEmpty
            && address.host.utf8.allSatisfy { isLetterOrDigit($0) || ".-:".utf8.contains($0) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLowerOrDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isLowerOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
