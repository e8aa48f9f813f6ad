/// The env and label files of a project, each read once however many services name it.
struct SettingsFiles {
    let readFile: (String) throws(LocalFile.Problem) -> [UInt8]
    /// The name that places in a file carry.
    let nameOf: (String) -> String
    private var texts: [String: String] = [:]

    init(readFile: @escaping (String) throws(LocalFile.Problem) -> [UInt8], nameOf: @escaping (String) -> String) {
        self.readFile = readFile
        self.nameOf = nameOf
    }

    mutating func text(of path: String) throws(LocalFile.Problem) -> String {
        if let known = texts[path] { return known }
        let text = String(decoding: try readFile(path), as: UTF8.self)
        texts[path] = text
        return text
    }
}
