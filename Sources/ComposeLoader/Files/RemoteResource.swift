import Diagnostics

/// Compose files that are not on this machine: repositories and registry artifacts.
enum RemoteResource {
    /// Whether a name of a file means something that would have to be fetched.
    static func isRemote(_ name: String) -> Bool {
        if name.hasPrefix("git@") || name.hasPrefix("github.com/") { return true }
        let parts = name.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[1].hasPrefix("//") else { return false }
        return schemes.contains(parts[0].lowercased())
    }

    static func unsupported(_ name: String, at place: SourceLocation? = nil) -> Diagnostic {
        Diagnostic(
            .error,
            "cannot load the remote resource '\(name)': only local files are supported",
            at: place,
            hint: "fetch it first, and name the local copy"
        )
    }

    private static let schemes: Set<String> = ["git", "http", "https", "oci", "ssh"]
}
