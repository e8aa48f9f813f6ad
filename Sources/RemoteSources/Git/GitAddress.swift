internal import ComposeLoader

/// A place in a git repository, as compose files name it: `https://host/shop.git#main:deploy`.
struct GitAddress: Sendable, Equatable {
    /// What git takes; may hold a password.
    let url: String
    /// A branch, a tag, a commit or any other reference; nil for the repository's `HEAD`.
    let reference: String?
    /// A directory or a compose file in the repository; nil for its root.
    let path: String?

    /// Reads `https://….git`, `http://….git`, `file://….git`, `ssh://…`, `git://…`, `git@host:…` and `github.com/…`,
    /// each followed by nothing or by `#reference`, `#reference:path` or `#:path`.
    init(_ resource: String) throws(RemoteFailure) {
        let parts = resource.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        url = try Self.url(String(parts[0]))
        let fragment = parts.count > 1 ? parts[1] : ""
        let pieces = fragment.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let reference = pieces.first.map { String($0) } ?? ""
        let path = pieces.count > 1 ? String(pieces[1]) : ""
        guard !reference.hasPrefix("-"), reference.unicodeScalars.allSatisfy(Self.isAllowed) else {
            throw RemoteFailure("'\(reference)' is no branch, tag or commit")
        }
        let steps = path.split(separator: "/")
        guard !steps.contains(".."), !path.contains("\0") else {
            throw RemoteFailure("'\(path)' leads out of the repository", hint: "name a path below its root")
        }
        self.reference = reference.isEmpty ? nil : reference
        self.path = steps.isEmpty ? nil : steps.joined(separator: "/")
    }

    /// Whether the reference is a commit's full name, which always means the same.
    var isPinned: Bool { reference.map(Self.isCommit) ?? false }

    /// Whether a text is the full name of a commit, in SHA-1 or SHA-256.
    static func isCommit(_ text: String) -> Bool {
        (text.utf8.count == 40 || text.utf8.count == 64) && isHexadecimal(text)
    }

    static func isHexadecimal(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }

    private static func url(_ text: String) throws(RemoteFailure) -> String {
        let url = text.hasPrefix("github.com/") ? "https://\(text)" : text
        if url.hasPrefix("git@") { return url }
        guard let end = url.firstRange(of: "://") else { throw RemoteFailure("it is no address of a repository") }
        let scheme = url[..<end.lowerBound].lowercased()
        switch scheme {
        case "git", "ssh":
            return url
        case "http", "https", "file":
            guard text.hasPrefix("github.com/") || url.hasSuffix(".git") else {
                throw RemoteFailure(
                    "it is no address of a repository",
                    hint: "end the address of a repository in '.git'"
                )
            }
            return url
        default:
            throw RemoteFailure("'\(scheme)' is no way to a repository", hint: "use https, ssh or git")
        }
    }

    /// What git never allows in the name of a reference would only confuse those who read its messages.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value != 0x7F && !"~^:?*[\\".unicodeScalars.contains(scalar)
    }
}
