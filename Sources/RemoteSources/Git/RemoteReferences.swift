/// What `git ls-remote` prints: a commit, a tab and the full name of a reference on each line.
struct RemoteReferences {
    private var commits: [String: String] = [:]

    init(_ listing: String) {
        for line in listing.split(whereSeparator: \.isNewline) {
            let fields = line.split(separator: "\t")
            guard fields.count == 2, GitAddress.isCommit(String(fields[0])) else { continue }
            commits[String(fields[1])] = String(fields[0])
        }
    }

    /// The commit that a name means: a reference in full, a branch, or a tag, in this order.
    ///
    /// An annotated tag is an object of its own; the line with `^{}` tells the commit that it is for.
    func commit(of name: String) -> String? {
        for full in [name, "refs/\(name)", "refs/heads/\(name)", "refs/tags/\(name)"] {
            if let commit = commits["\(full)^{}"] ?? commits[full] { return commit }
        }
        return nil
    }
}
