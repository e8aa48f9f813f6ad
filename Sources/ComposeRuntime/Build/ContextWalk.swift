internal import Glibc

/// Goes through the files of a build context, directory by directory, each in the order of its names.
struct ContextWalk {
    struct Entry {
        /// Relative to the context.
        var path: String
        var absolutePath: String
        var header: TarHeader
    }

    private let root: String
    private let patterns: IgnorePatterns
    private let kept: Set<String>
    /// Directories and names still to be visited; the last is next.
    private var pending: [String] = []

    /// Opens the root; `kept` are paths that go in whatever the patterns say: the Dockerfile and `.dockerignore`.
    init(root: String, patterns: IgnorePatterns, keeping kept: Set<String>) throws {
        self.root = root
        self.patterns = patterns
        self.kept = kept
        try push(directory: "")
    }

    /// - Throws: `StepError` naming the file that cannot be read.
    mutating func next() throws -> Entry? {
        while let path = pending.popLast() {
            let absolute = "\(root)/\(path)"
            var status = stat()
            guard lstat(absolute, &status) == 0 else { throw Self.failure("reading", absolute) }
            let isDirectory = status.st_mode & S_IFMT == S_IFDIR
            let isIgnored = !kept.contains(path) && patterns.ignores(path)
            if isDirectory, !isIgnored || patterns.hasExceptions || kept.contains(where: { $0.hasPrefix(path + "/") }) {
                try push(directory: path)
            }
            guard !isIgnored, let kind = try Self.kind(of: absolute, status) else { continue }
            var header = TarHeader(
                path: isDirectory ? path + "/" : path,
                kind: kind,
                size: kind == .file ? Int(status.st_size) : 0
            )
            header.mode = Int(status.st_mode & 0o7777)
            header.modified = Int(status.st_mtim.tv_sec)
            return Entry(path: path, absolutePath: absolute, header: header)
        }
        return nil
    }

    /// nil for what cannot be in an image: sockets, pipes and devices.
    private static func kind(of path: String, _ status: stat) throws -> TarHeader.Kind? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        case S_IFLNK:
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = readlink(path, &buffer, buffer.count)
            guard length >= 0 else { throw failure("reading the link", path) }
            return .symbolicLink(
                target: String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            )
        default: return nil
        }
    }

    private mutating func push(directory path: String) throws {
        let absolute = path.isEmpty ? root : "\(root)/\(path)"
        guard let directory = opendir(absolute) else { throw Self.failure("opening", absolute) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        for name in names.sorted(by: >) { pending.append(path.isEmpty ? name : "\(path)/\(name)") }
    }

    static func failure(_ doing: String, _ path: String) -> StepError {
        StepError("\(doing) '\(path)' of the build context failed: \(String(cString: strerror(errno)))")
    }
}
