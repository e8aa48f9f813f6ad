import ComposeLoader
import FoundationEssentials

@testable import RemoteSources

/// A directory of a test, gone when the test is over.
final class TemporaryDirectory: Sendable {
    /// Absolute.
    let path: String

    init() throws {
        path = "/tmp/remote-sources-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws {
        let parent = "\(path)/\(name)".split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/" + parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    func read(_ name: String) -> String? { Self.read("\(path)/\(name)") }

    static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names in a directory, in order; empty when there is none.
    func list(_ name: String) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
        } catch {
            return []
        }
    }
}

/// A bare repository and a work tree from which the test pushes into it.
final class Repository {
    let directory: TemporaryDirectory
    let environment: [String: String]

    var url: String { "file://\(directory.path)/shop.git" }
    var files: CachedRemoteFiles { CachedRemoteFiles(environment: environment) }

    init() throws {
        directory = try TemporaryDirectory()
        environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "HOME": directory.path, "XDG_CACHE_HOME": "\(directory.path)/cache", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.com",
        ]
        try git("init", "--quiet", "--bare", "--initial-branch=main", "\(directory.path)/shop.git")
        try git("init", "--quiet", "--initial-branch=main", "\(directory.path)/work")
    }

    /// The local path of what the repository has under a fragment such as `#main:deploy`.
    func localPath(_ fragment: String = "") throws(RemoteFailure) -> String {
        // The directory must not go before it is read.
        defer { withExtendedLifetime(self) {} }
        return try files.localPath(of: url + fragment)
    }

    /// The text of a file in the cache; nil when there is none.
    func read(_ path: String) -> String? {
        defer { withExtendedLifetime(self) {} }
        return TemporaryDirectory.read(path)
    }

    /// Commits the files and pushes the branch; returns the commit.
    @discardableResult
    func commit(_ files: [String: String], to branch: String = "main") throws -> String {
        for (name, text) in files { try directory.write(text, to: "work/\(name)") }
        try inWork("add", "--all")
        try inWork("commit", "--quiet", "--message=change")
        try inWork("push", "--quiet", url, "HEAD:refs/heads/\(branch)")
        return try inWork("rev-parse", "HEAD")
    }

    @discardableResult
    func inWork(_ arguments: String...) throws -> String {
        try run(["-C", "\(directory.path)/work"] + arguments)
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String { try run(arguments) }

    private func run(_ arguments: [String]) throws -> String {
        let outcome = try GitProgram(environment: environment).run(arguments)
        guard outcome.status == 0 else { throw Failure(text: outcome.complaint) }
        let text = String(decoding: outcome.output, as: UTF8.self)
        return String(text.prefix { !$0.isNewline })
    }

    struct Failure: Error {
        let text: String
    }
}
