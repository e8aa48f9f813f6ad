import FoundationEssentials
import Glibc
import Testing

@testable import ComposeRuntime
@testable import CurlHTTP

/// Build contexts of temporary directories, as the engine would unpack them.
@Suite struct ContextArchiveTests {
    /// A directory that is gone when the test is over.
    private final class Folder {
        let path = "/tmp/context-\(UUID().uuidString)"

        init() throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit {
            // What is left behind only takes room in the temporary directory.
            try? FileManager.default.removeItem(atPath: path)
        }

        func write(_ name: String, _ text: String, mode: mode_t = 0o644) throws {
            try write(name, Array(text.utf8), mode: mode)
        }

        func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws {
            let file = "\(path)/\(name)"
            let parent = file.split(separator: "/").dropLast().joined(separator: "/")
            try FileManager.default.createDirectory(atPath: "/" + parent, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: file))
            #expect(chmod(file, mode) == 0)
        }

        func link(_ name: String, to target: String) { #expect(symlink(target, "\(path)/\(name)") == 0) }
    }

    private func archive(
        _ folder: Folder,
        ignoring patterns: String = "",
        keeping kept: Set<String> = [],
        extras: [InjectedFiles.File] = []
    ) throws -> ContextArchive {
        let walk = try ContextWalk(root: folder.path, patterns: IgnorePatterns(patterns), keeping: kept)
        return ContextArchive(walk, extras: extras)
    }

    /// The chunks of an archive as they would be sent.
    private func chunks(_ archive: ContextArchive) async throws -> [[UInt8]] {
        let source = archive.source
        var chunks: [[UInt8]] = []
        while let chunk = try await source.next() { chunks.append(chunk) }
        return chunks
    }

    private func entries(_ archive: ContextArchive) async throws -> [TarEntry] {
        try TarReader.entries(try await chunks(archive).flatMap { $0 })
    }

    @Test func `files, directories and links are in it with their modes`() async throws {
        let folder = try Folder()
        try folder.write("Dockerfile", "FROM busybox\n")
        try folder.write("src/run.sh", "echo hello\n", mode: 0o755)
        try folder.write("empty", "")
        folder.link("latest", to: "src/run.sh")
        let entries = try await self.entries(archive(folder))
        #expect(entries.map(\.path) == ["Dockerfile", "empty", "latest", "src/", "src/run.sh"])
        #expect(entries.map(\.type) == ["0", "0", "2", "5", "0"])
        #expect(entries[0].text == "FROM busybox\n")
        #expect(entries[1].content == [])
        #expect(entries[2].target == "src/run.sh")
        #expect(entries[4].text == "echo hello\n")
        #expect(entries[4].mode == 0o755)
        #expect(entries[0].mode == 0o644)
        #expect(entries.allSatisfy { $0.uid == 0 && $0.gid == 0 })
    }

    @Test func `what is ignored is not in it, except for what the build itself needs`() async throws {
        let folder = try Folder()
        try folder.write("Dockerfile", "FROM busybox\n")
        try folder.write("app/main", "1")
        try folder.write("app/keep/this", "2")
        try folder.write("notes.md", "3")
        let patterns = "*\n!app\napp/main"
        let some = try await entries(archive(folder, ignoring: patterns, keeping: ["Dockerfile"]))
        #expect(some.map(\.path) == ["Dockerfile", "app/", "app/keep/", "app/keep/this"])
        let none = try await entries(archive(folder, ignoring: "*"))
        #expect(none == [])
    }

    @Test func `a Dockerfile in an ignored directory is in it all the same`() async throws {
        let folder = try Folder()
        try folder.write("docker/Dockerfile", "FROM busybox\n")
        try folder.write("docker/other", "1")
        let entries = try await self.entries(archive(folder, ignoring: "docker", keeping: ["docker/Dockerfile"]))
        #expect(entries.map(\.path) == ["docker/Dockerfile"])
    }

    @Test func `files that are not in the directory come along`() async throws {
        let folder = try Folder()
        try folder.write("a", "1")
        let extra = InjectedFiles.File(
            path: ".dockerfile.web",
            content: Array("FROM x".utf8),
            mode: 0o644,
            uid: 0,
            gid: 0
        )
        let entries = try await self.entries(archive(folder, extras: [extra]))
        #expect(entries.map(\.path) == [".dockerfile.web", "a"])
        #expect(entries[0].text == "FROM x")
    }

    @Test func `a big file is sent in pieces`() async throws {
        let folder = try Folder()
        let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try folder.write("big", bytes)
        try folder.write("small", "after it")
        let chunks = try await self.chunks(archive(folder))
        #expect(chunks.count > 5)
        #expect(chunks.allSatisfy { $0.count <= 1 << 20 && !$0.isEmpty })
        let entries = try TarReader.entries(chunks.flatMap { $0 })
        #expect(entries.map(\.path) == ["big", "small"])
        #expect(entries[0].content == bytes)
        #expect(entries[1].text == "after it")
    }

    @Test func `an empty directory is an empty archive`() async throws {
        let folder = try Folder()
        #expect(try await entries(archive(folder)) == [])
    }

    @Test func `a directory that is not there is named`() throws {
        let error = try #require(throws: StepError.self) {
            _ = try ContextWalk(root: "/tmp/no-such-context", patterns: IgnorePatterns(""), keeping: [])
        }
        #expect(error.message.contains("/tmp/no-such-context"))
    }
}
