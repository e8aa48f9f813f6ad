extension PathSyntax {
    /// The path from the root of the file system, `..` and `.` resolved as text.
    static func absolute(_ path: String, in directory: String) -> String {
        isAbsolute(path) ? clean(path) : join(directory, path)
    }

    /// What is left of a path without its last part: `/a/b` is in `/a`, and `/` in itself.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return clean(String(path[...slash]))
    }

    /// The last part of a path: `b` of `/a/b`.
    static func name(of path: String) -> String {
        path.split(separator: "/").last.map { String($0) } ?? path
    }

    /// The way from one absolute directory to an absolute path: `../b` from `/a` to `/b`, `.` when they are the same.
    static func relative(_ path: String, from directory: String) -> String {
        let target = clean(path).split(separator: "/")
        let base = clean(directory).split(separator: "/")
        let shared = zip(target, base).prefix { $0 == $1 }.count
        let steps: [Substring] = Array(repeating: "..", count: base.count - shared) + target[shared...]
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }

    /// An absolute path as the user would type it: relative when it is below the current directory.
    static func displayed(_ path: String, in currentDirectory: String) -> String {
        let prefix = currentDirectory == "/" ? "/" : currentDirectory + "/"
        guard path.hasPrefix(prefix), path.utf8.count > prefix.utf8.count else { return path }
        return String(path.dropFirst(prefix.count))
    }

    /// A path with `~` or `~/…` replaced by the home directory, where there is one.
    static func expandingHome(_ path: String, home: String?) -> String {
        guard let home, path == "~" || path.hasPrefix("~/") else { return path }
        return join(home, String(path.dropFirst()))
    }
}
