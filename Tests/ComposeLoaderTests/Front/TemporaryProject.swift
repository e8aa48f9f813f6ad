import ComposeLoader
import Diagnostics
import FoundationEssentials

/// A directory with files in it, gone when the test is over.
final class TemporaryProject {
    /// Absolute.
    let directory: String

    /// Takes the text of each file by its path in the directory.
    init(_ files: [String: String]) throws {
        directory = "/tmp/compose-loader-\(UUID().uuidString)"
        for (path, text) in files {
            let parent = ("\(directory)/\(path)".split(separator: "/").dropLast()).joined(separator: "/")
            try FileManager.default.createDirectory(atPath: "/" + parent, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: "\(directory)/\(path)"))
        }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Loads without the later stages: what the files say, merged, with short forms written out.
    func load(_ change: (inout LoadRequest) -> Void = { _ in }) throws(LoadFailure) -> LoadedProject {
        // The directory must not go before its files are read.
        defer { withExtendedLifetime(self) {} }
        var request = LoadRequest(currentDirectory: directory, environment: [:])
        request.normalizes = false
        request.checksConsistency = false
        request.resolvesEnvironment = false
        change(&request)
        return try ProjectLoader.load(request)
    }

    /// What is reported when loading fails; empty when it does not.
    func problems(_ change: (inout LoadRequest) -> Void = { _ in }) -> [String] {
        do throws(LoadFailure) {
            _ = try load(change)
            return []
        } catch {
            return error.diagnostics.map { $0.description.replacing(directory, with: "DIR") }
        }
    }
}
