import FoundationEssentials

/// The texts that mutations start from.
struct Corpus {
    private(set) var compose: [[UInt8]] = []
    private(set) var dotenv: [[UInt8]] = []

    /// Larger files say nothing that smaller ones do not, and slow every trial down.
    private static let largestFile = 64 * 1024

    /// Directories that hold no compose files of the project's own.
    private static let skipped: Set<String> = [".build", ".git", "node_modules", "fuzz-findings"]

    /// Reads all compose and env files below the directories, in the order of their paths.
    ///
    /// Always holds at least one text of each kind.
    init(directories: [String]) {
        for directory in directories { read(directory) }
        compose.append(Array("services:\n  web:\n    image: nginx:${TAG:-1}\n    ports: [\"80:80\"]\n".utf8))
        dotenv.append(Array("# a comment\nA=1\nexport B=\"${A} \\n\"\nC='$A' # end\n".utf8))
    }

    func texts(of kind: FuzzInput.Kind) -> [[UInt8]] { kind == .compose ? compose : dotenv }

    private mutating func read(_ directory: String) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            // Not a directory, or one that may not be read: there is nothing in it to start from.
            return
        }
        for name in names.sorted() where !Self.skipped.contains(name) {
            let path = "\(directory)/\(name)"
            if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
                if let bytes = contents(of: path) { compose.append(bytes) }
            } else if name.hasSuffix(".env") || name.hasPrefix(".env") {
                if let bytes = contents(of: path) { dotenv.append(bytes) }
            } else {
                read(path)
            }
        }
    }

    private func contents(of path: String) -> [UInt8]? {
        // What cannot be read is no use to start from.
        guard let data = try? Data(contentsOf: URL(filePath: path)), !data.isEmpty else { return nil }
        return data.count <= Self.largestFile ? [UInt8](data) : nil
    }
}
