import Glibc

/// Symbolic links in paths that are watched, because file events name the place behind the link.
enum SymbolicLinks {
    /// The path with the first link on the way replaced by where it leads; unchanged when there is none.
    static func resolvingFirst(in path: String) -> String {
        guard PathSyntax.isAbsolute(path) else { return path }
        var walked = ""
        let parts = path.split(separator: "/")
        for (index, part) in parts.enumerated() {
            walked += "/\(part)"
            var status = stat()
            guard lstat(walked, &status) == 0 else { return path }
            guard status.st_mode & S_IFMT == S_IFLNK else { continue }
            guard let resolved = realpath(walked, nil) else { return path }
            defer { free(resolved) }
            let rest = parts[(index + 1)...].joined(separator: "/")
            return PathSyntax.join(String(cString: resolved), rest)
        }
        return path
    }
}
