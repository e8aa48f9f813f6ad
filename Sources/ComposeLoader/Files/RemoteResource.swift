import Diagnostics

/// Names of compose files that are not on this machine: in repositories and registries.
enum RemoteResource {
    /// Whether a name of a file means something that would have to be fetched.
    static func isRemote(_ name: String) -> Bool {
        if name.hasPrefix("git@") || name.hasPrefix("github.com/") { return true }
        let parts = name.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[1].hasPrefix("//") else { return false }
        return schemes.contains(parts[0].lowercased())
    }

    static func failure(_ name: String, _ failure: RemoteFailure, at place: SourceLocation?) -> Diagnostic {
        Diagnostic(
            .error,
            "cannot load the remote resource '\(withoutPassword(name))': \(failure.reason)",
            at: place,
            hint: failure.hint
        )
    }

    /// What is reported where nothing can fetch.
    static let unsupported = RemoteFailure(
        "only local files are supported",
        hint: "fetch it first, and name the local copy"
    )

    /// The name as it may be shown: `https://me:secret@host/a.git` with stars for the password.
    static func withoutPassword(_ name: String) -> String {
        guard let scheme = name.firstRange(of: "://") else { return name }
        let authority = name[scheme.upperBound...].prefix { $0 != "/" && $0 != "#" }
        guard let end = authority.lastIndex(of: "@"), let colon = authority[..<end].firstIndex(of: ":") else {
            return name
        }
        return "\(name[...colon])***\(name[end...])"
    }

    private static let schemes: Set<String> = ["file", "git", "http", "https", "oci", "ssh"]
}
