import Testing

@testable import Supervisor

/// Changes of files as they really happen: written in place, replaced, linked, removed and back again.
@Suite(.timeLimit(.minutes(1)))
struct SourceWatchTests {
    /// A watch that runs while something is done, and the first change that it tells of.
    private func change(
        in folder: TemporaryFolder,
        watching names: [String],
        _ work: () throws -> Void
    ) async throws -> SourceWatch.Change? {
        let watch = try SourceWatch(debounce: .milliseconds(50)) { Issue.record("\($0)") }
        let running = Task { await watch.run() }
        defer { running.cancel() }
        await watch.watch(Set(names.map { folder($0) }), of: "shop")
        try work()
        var iterator = watch.changes.makeAsyncIterator()
        return await iterator.next()
    }

    private func expected(_ folder: TemporaryFolder, _ names: String...) -> SourceWatch.Change {
        SourceWatch.Change(project: "shop", paths: Set(names.map { folder($0) }))
    }

    @Test func `a file that is written in place has changed, and its neighbour has not`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a", to: "compose.yaml")
        let found = try await change(in: folder, watching: ["compose.yaml", ".env"]) {
            try folder.write("x", to: "other.yaml")
            try folder.write("b", to: "compose.yaml")
        }
        #expect(found == expected(folder, "compose.yaml"))
    }

    @Test func `a file that is replaced has changed, and several at a time are one change`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a", to: "compose.yaml")
        try folder.write("a", to: ".env")
        let found = try await change(in: folder, watching: ["compose.yaml", ".env"]) {
            try folder.replace("compose.yaml", with: "b")
            try folder.replace(".env", with: "b")
        }
        #expect(found == expected(folder, "compose.yaml", ".env"))
    }

    @Test func `a file that appears has changed, also in a folder that appears`() async throws {
        let folder = try TemporaryFolder()
        let file = try await change(in: folder, watching: [".env"]) { try folder.write("A=1", to: ".env") }
        #expect(file == expected(folder, ".env"))
        let deep = try await change(in: folder, watching: ["conf/app.env"]) { try folder.makeFolder("conf") }
        #expect(deep == expected(folder, "conf/app.env"))
    }

    @Test func `a file that goes has changed`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("a", to: "compose.yaml")
        let found = try await change(in: folder, watching: ["compose.yaml"]) { folder.remove("compose.yaml") }
        #expect(found == expected(folder, "compose.yaml"))
    }

    @Test func `a link on the way that leads elsewhere is a change`() async throws {
        let folder = try TemporaryFolder()
        for release in ["one", "two"] {
            try folder.makeFolder(release)
            try folder.write(release, to: "\(release)/compose.yaml")
        }
        try folder.link("current", to: "one")
        let found = try await change(in: folder, watching: ["current/compose.yaml"]) {
            try folder.link("current", to: folder("two"))
        }
        #expect(found == expected(folder, "current/compose.yaml"))
        let inside = try await change(in: folder, watching: ["current/compose.yaml"]) {
            try folder.write("changed", to: "two/compose.yaml")
        }
        #expect(inside == expected(folder, "current/compose.yaml"))
    }

    @Test func `what is in a watched folder counts as the folder`() async throws {
        let folder = try TemporaryFolder()
        try folder.makeFolder("conf")
        let found = try await change(in: folder, watching: ["conf"]) { try folder.write("x", to: "conf/new.ini") }
        #expect(found == expected(folder, "conf"))
    }

    @Test func `each project is told of its own, and a forgotten one of nothing`() async throws {
        let folder = try TemporaryFolder()
        let watch = try SourceWatch(debounce: .milliseconds(50)) { Issue.record("\($0)") }
        let running = Task { await watch.run() }
        defer { running.cancel() }
        await watch.watch([folder("a")], of: "shop")
        await watch.watch([folder("b"), folder("a")], of: "blog")
        await watch.forget("shop")
        try folder.write("x", to: "a")
        var iterator = watch.changes.makeAsyncIterator()
        #expect(await iterator.next() == SourceWatch.Change(project: "blog", paths: [folder("a")]))
        try folder.write("x", to: "b")
        #expect(await iterator.next() == SourceWatch.Change(project: "blog", paths: [folder("b")]))
    }

    @Test func `a change goes on until the files are left alone`() async throws {
        let folder = try TemporaryFolder()
        let watch = try SourceWatch(debounce: .milliseconds(700)) { Issue.record("\($0)") }
        let running = Task { await watch.run() }
        defer { running.cancel() }
        await watch.watch([folder("a"), folder("b")], of: "shop")
        try folder.write("1", to: "a")
        try await Task.sleep(for: .milliseconds(100))
        try folder.write("1", to: "b")
        var iterator = watch.changes.makeAsyncIterator()
        #expect(await iterator.next()?.paths == [folder("a"), folder("b")])
    }
}
