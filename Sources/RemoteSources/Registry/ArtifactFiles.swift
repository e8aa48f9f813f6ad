internal import ComposeLoader
internal import FoundationEssentials

/// The files of an artifact, put together from its layers.
struct ArtifactFiles: Sendable {
    private(set) var contents: [String: [UInt8]] = [:]

    /// Adds a layer; several that make up one compose file become documents of it, in their order.
    mutating func add(_ bytes: [UInt8], as name: String, isCompose: Bool) {
        guard isCompose, let earlier = contents[name] else {
            contents[name] = bytes
            return
        }
        contents[name] = earlier + Array("\n---\n".utf8) + bytes
    }

    func write(to directory: String) throws(RemoteFailure) {
        for (name, bytes) in contents {
            do {
                try Data(bytes).write(to: URL(filePath: "\(directory)/\(name)"))
            } catch {
                throw RemoteFailure("cannot write '\(name)' to the cache directory: \(error)")
            }
        }
    }
}
