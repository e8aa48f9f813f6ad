internal import ComposeLoader
internal import Glibc

/// Checkouts of repositories, one a commit.
struct GitSource: Sendable {
    let cache: CacheDirectory
    let git: GitProgram

    /// The path of a file or a directory of a repository, which is fetched unless the cache has the commit.
    func localPath(of address: GitAddress) throws(RemoteFailure) -> String {
        let commit = try self.commit(of: address)
        if let checkout = cache.entry(commit) { return try place(address.path, in: checkout, of: commit) }
        let checkout = try fetch(commit, of: address)
        return try place(address.path, in: checkout, of: commit)
    }

    /// The commit that is meant; asks the repository unless it is named in full.
    private func commit(of address: GitAddress) throws(RemoteFailure) -> String {
        if address.isPinned, let reference = address.reference { return reference }
        let reference = address.reference ?? "HEAD"
        let outcome = try git.run(["ls-remote", "--exit-code", "--", address.url, reference, "\(reference)^{}"])
        switch outcome.status {
        case 0:
            let listing = String(decoding: outcome.output, as: UTF8.self)
            guard let commit = RemoteReferences(listing).commit(of: reference) else { throw missing(reference) }
            return commit
        // What git ends with when it can reach the repository and finds nothing.
        case 2:
            throw missing(reference)
        default:
            throw RemoteFailure(
                "cannot look up '\(reference)': \(outcome.complaint)",
                hint: "\(GitProgram.hint); a commit named in full is not looked up if it was fetched before"
            )
        }
    }

    private func missing(_ reference: String) -> RemoteFailure {
        if reference == "HEAD" { return RemoteFailure("the repository is empty", hint: "name a branch: '…#main'") }
        let isShort = reference.utf8.count >= 4 && GitAddress.isHexadecimal(reference)
        return RemoteFailure(
            "there is no branch or tag '\(reference)'",
            hint: isShort ? "write the commit with all of its digits" : nil
        )
    }

    /// Makes the checkout of a commit.
    private func fetch(_ commit: String, of address: GitAddress) throws(RemoteFailure) -> String {
        try cache.make(commit) { (directory: String) throws(RemoteFailure) in
            let here = ["-C", directory, "-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"]
            let format = commit.utf8.count == 64 ? ["--object-format=sha256"] : []
            try git.require(["init", "--quiet", "--template="] + format + ["--", directory], to: "make a repository")
            try fetch(commit, of: address, with: here + ["fetch", "--quiet", "--no-tags", "--depth=1", "--"])
            try git.require(here + ["checkout", "--quiet", "--detach", commit], to: "check out commit \(commit)")
        }
    }

    /// Fetches one commit; by the name of its reference from a server that gives out commits by no other name.
    private func fetch(
        _ commit: String,
        of address: GitAddress,
        with command: [String]
    ) throws(RemoteFailure) {
        let outcome = try git.run(command + [address.url, commit])
        guard outcome.status != 0 else { return }
        guard !address.isPinned else {
            throw RemoteFailure("cannot fetch commit \(commit): \(outcome.complaint)", hint: GitProgram.hint)
        }
        let reference = address.reference ?? "HEAD"
        try git.require(command + [address.url, reference], to: "fetch '\(reference)'")
    }

    /// A path in a checkout, which must exist and may not lead out of it through links.
    private func place(_ path: String?, in checkout: String, of commit: String) throws(RemoteFailure) -> String {
        guard let path else { return checkout }
        let place = "\(checkout)/\(path)"
        guard let real = Self.resolved(place), let root = Self.resolved(checkout) else {
            throw RemoteFailure("there is no '\(path)' in commit \(commit)")
        }
        guard real == root || real.hasPrefix("\(root)/") else {
            throw RemoteFailure("'\(path)' leads out of the repository")
        }
        return place
    }

    /// The path with every symbolic link followed; nil when there is nothing.
    private static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
