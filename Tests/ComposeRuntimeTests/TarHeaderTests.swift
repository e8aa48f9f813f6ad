import Testing

@testable import ComposeRuntime

/// Heads of tar entries, read back.
@Suite struct TarHeaderTests {
    private func entry(_ header: TarHeader, _ content: [UInt8] = []) throws -> TarEntry {
        let bytes = header.encoded + content + TarHeader.padding(after: content.count) + TarHeader.endOfArchive
        let entries = try TarReader.entries(bytes)
        #expect(entries.count == 1)
        return try #require(entries.first)
    }

    @Test func `a file has its mode, owner, time and content`() throws {
        var header = TarHeader(path: "bin/run.sh", kind: .file, size: 3)
        header.mode = 0o750
        header.uid = 1000
        header.gid = 100
        header.modified = 1_700_000_000
        let entry = try self.entry(header, [1, 2, 3])
        #expect(
            entry
                == TarEntry(
                    path: "bin/run.sh",
                    type: "0",
                    mode: 0o750,
                    uid: 1000,
                    gid: 100,
                    target: "",
                    content: [1, 2, 3],
                    modified: 1_700_000_000
                )
        )
        #expect(header.encoded.count == 512)
    }

    @Test func `directories and links have their types`() throws {
        #expect(try entry(TarHeader(path: "bin/", kind: .directory)).type == "5")
        let link = try entry(TarHeader(path: "current", kind: .symbolicLink(target: "../v2")))
        #expect(link.type == "2")
        #expect(link.target == "../v2")
        let hard = try entry(TarHeader(path: "copy", kind: .hardLink(target: "bin/run.sh")))
        #expect(hard.type == "1")
        #expect(hard.target == "bin/run.sh")
    }

    @Test(arguments: [99, 100, 101, 155, 256, 1000]) func `names of any length come back whole`(length: Int) throws {
        let path = String(repeating: "abcdefghi/", count: length / 10) + String(repeating: "z", count: length % 10)
        let trimmed = path.hasSuffix("/") ? String(path.dropLast()) + "y" : path
        let back = try entry(TarHeader(path: trimmed, kind: .file, size: 1), [7])
        #expect(back.path == trimmed)
        #expect(back.content == [7])
    }

    @Test func `names outside of ASCII come back whole`() throws {
        let path = String(repeating: "größe/", count: 20) + "日本語.txt"
        #expect(try entry(TarHeader(path: path, kind: .file)).path == path)
        #expect(try entry(TarHeader(path: "größe.txt", kind: .file)).path == "größe.txt")
    }

    @Test func `a long target of a link comes back whole`() throws {
        let target = String(repeating: "../", count: 50) + "end"
        #expect(try entry(TarHeader(path: "link", kind: .symbolicLink(target: target))).target == target)
    }

    @Test func `content is filled up to whole blocks`() {
        #expect(TarHeader.padding(after: 0).count == 0)
        #expect(TarHeader.padding(after: 1).count == 511)
        #expect(TarHeader.padding(after: 512).count == 0)
        #expect(TarHeader.padding(after: 513).count == 511)
        #expect(TarHeader.endOfArchive.count == 1024)
    }
}
