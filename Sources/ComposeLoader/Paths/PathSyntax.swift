/// Paths as texts: nothing here looks at a file system.
enum PathSyntax {
    static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

    /// Whether a path is absolute on Windows: `C:\x`, `C:/x`, `\\server\share`.
    static func isWindowsAbsolute(_ path: String) -> Bool {
        let bytes = Array(path.utf8.prefix(3))
        func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/") }
        if bytes.count >= 3, bytes[1] == UInt8(ascii: ":") { return isSeparator(bytes[2]) }
        return bytes.count >= 2 && isSeparator(bytes[0]) && isSeparator(bytes[1])
    }

    /// The shortest path to the same place, `.` for nothing: `a/./b/../c/` is `a/c`.
    static func clean(_ path: String) -> String {
        guard !path.isEmpty else { return "." }
        let isRooted = isAbsolute(path)
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            guard part == ".." else {
                parts.append(part)
                continue
            }
            if let last = parts.last, last != ".." {
                parts.removeLast()
            } else if !isRooted {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        if isRooted { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    /// Both, cleaned; an empty part counts for nothing.
    static func join(_ base: String, _ path: String) -> String {
        if base.isEmpty { return path.isEmpty ? "" : clean(path) }
        return clean(path.isEmpty ? base : "\(base)/\(path)")
    }
}
