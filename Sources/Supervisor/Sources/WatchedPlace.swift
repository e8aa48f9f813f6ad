internal import Glibc

/// A name in a directory whose change may mean that a watched path leads to something else.
struct WatchedPlace: Sendable, Hashable {
    /// Absolute, and without symbolic links on the way.
    let directory: String
    /// nil stands for every name in it.
    let name: String?
}

extension WatchedPlace {
    /// As many links as the kernel follows.
    private static let mostLinks = 40

    /// The places that decide what a path leads to: its own, and that of every symbolic link on the way.
    ///
    /// Where something is missing the last place is the one where it would appear. For a directory every name in it counts,
    /// too.
    static func all(of path: String) -> Set<WatchedPlace> {
        var places: Set<WatchedPlace> = []
        var rest = path.split(separator: "/").map { String($0) }
        var current = "/"
        var links = 0
        while !rest.isEmpty {
            let name = rest.removeFirst()
            if name == "." { continue }
            if name == ".." {
                current = parent(of: current)
                continue
            }
            let full = current == "/" ? "/\(name)" : "\(current)/\(name)"
            let kind = Self.kind(of: full)
            if kind == S_IFDIR, !rest.isEmpty {
                current = full
                continue
            }
            places.insert(WatchedPlace(directory: current, name: name))
            if kind == S_IFDIR { places.insert(WatchedPlace(directory: full, name: nil)) }
            guard kind == S_IFLNK else { return places }
            links += 1
            guard links <= mostLinks, let target = Self.target(of: full) else { return places }
            if target.hasPrefix("/") { current = "/" }
            rest = target.split(separator: "/").map { String($0) } + rest
        }
        // A way that ends in `..` or at the root.
        places.insert(WatchedPlace(directory: current, name: nil))
        return places
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// nil when there is nothing.
    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }

    private static func target(of link: String) -> String? {
        let capacity = 4096
        var buffer = [CChar](repeating: 0, count: capacity)
        let count = readlink(link, &buffer, capacity)
        guard count > 0 else { return nil }
        return buffer.withUnsafeBytes { String(decoding: $0[..<count], as: UTF8.self) }
    }
}
