import ComposeModel
import ControlProtocol
import DockerEngine
import Synchronization
import Testing

@testable import Supervisor

/// What a changed file leads to, by the project's policy.
@Suite(.timeLimit(.minutes(1)))
struct SourceCompanionTests {
    /// What companions have asked for, one word or sentence each.
    private final class Requests: Sendable {
        private let list = Mutex<[String]>([])
        private let handovers = Mutex<[Handover]>([])

        var all: [String] { list.withLock { $0 } }
        var taken: [Handover] { handovers.withLock { $0 } }

        func add(_ request: String) { list.withLock { $0.append(request) } }
        func add(_ handover: Handover) { handovers.withLock { $0.append(handover) } }

        /// Waits until there are so many.
        func wait(for count: Int) async {
            while all.count < count, !Task.isCancelled {
                // The suite's time limit ends a wait that is in vain.
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func compose(_ policy: String, image: String = "busybox") -> String {
        """
        x-swiftcompose: {watch-sources: \(policy)}
        services:
          web:
            image: \(image)
            volumes:
              - {type: bind, source: ./site.conf, target: /site.conf, x-swiftcompose: {watch: true}}
        """
    }

    private func project(in folder: TemporaryFolder, _ requests: Requests) async throws -> AccompaniedProject {
        let source = ProjectSource(files: [folder("compose.yaml")], directory: folder.path)
        let loaded = try await SourceReload.load(source, name: "shop").get()
        return AccompaniedProject(
            supervised: SupervisedProject(loaded.project, source: source, since: 0),
            engine: EngineClient(host: EngineHost(socket: "/nonexistent/engine.sock")),
            events: AsyncStream.makeStream(of: ContainerEvent.self).stream,
            containers: { [] },
            tell: { requests.add($0.word) },
            open: { finding in
                requests.add("open \(finding.kind.rawValue): \(finding.summary)")
                return 1
            },
            close: { requests.add("close \($0)") },
            take: { requests.add($0) }
        )
    }

    /// Writes files while they are watched, and waits for so many requests.
    private func requests(
        _ count: Int,
        in folder: TemporaryFolder,
        _ work: () throws -> Void
    ) async throws -> Requests {
        let requests = Requests()
        let project = try await self.project(in: folder, requests)
        let companion = SourceCompanion { Issue.record("\($0)") }
        let running = Task { await companion.accompany(project) }
        defer { running.cancel() }
        // Until what is watched has been found out.
        try await Task.sleep(for: .milliseconds(300))
        try work()
        await requests.wait(for: count)
        return requests
    }

    private func folder(_ policy: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(compose(policy), to: "compose.yaml")
        try folder.write("a", to: "site.conf")
        return folder
    }

    @Test func `a changed file is applied by handing the project over anew`() async throws {
        let folder = try self.folder("apply")
        let requests = try await self.requests(1, in: folder) {
            try folder.replace("compose.yaml", with: compose("apply", image: "nginx"))
        }
        #expect(requests.all == ["converge compose.yaml has changed"])
        let handover = try #require(requests.taken.first)
        #expect(handover.document.contains("\"image\": \"nginx\""))
        #expect(handover.document.contains("\"watch-sources\": \"apply\""))
        #expect(handover.document.contains("\"watch\": true"), "what services say to this program is kept")
    }

    @Test func `a file that does not load changes nothing and is told, until it loads again`() async throws {
        let folder = try self.folder("apply")
        let broken = try await requests(1, in: folder) { try folder.write("services: [", to: "compose.yaml") }
        #expect(broken.taken.isEmpty)
        let words = "compose.yaml has changed, and the project does not load any more; it stays as it is"
        #expect(broken.all.first == "open source: \(words)")
    }

    @Test func `a change that is only announced is not applied`() async throws {
        let folder = try self.folder("announce")
        let requests = try await self.requests(1, in: folder) {
            try folder.write(compose("announce", image: "nginx"), to: "compose.yaml")
        }
        #expect(requests.taken.isEmpty)
        #expect(requests.all.first?.hasPrefix("open source: compose.yaml has changed, and it cannot be told") == true)
    }

    @Test func `content that containers see is told of`() async throws {
        let folder = try self.folder("announce")
        let requests = try await self.requests(1, in: folder) { try folder.replace("site.conf", with: "b") }
        #expect(requests.all.first?.hasPrefix("open source: site.conf has changed, which web may not see") == true)
    }

    @Test func `content that containers see has them made anew where changes are applied`() async throws {
        let folder = try self.folder("apply")
        let requests = try await self.requests(1, in: folder) { try folder.replace("site.conf", with: "b") }
        #expect(requests.all == ["renew [\"web\"] site.conf has changed"])
        #expect(requests.taken.isEmpty)
    }

    @Test func `without the policy nothing is watched`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("services: {web: {image: busybox}}\n", to: "compose.yaml")
        let requests = Requests()
        let project = try await self.project(in: folder, requests)
        // Returns at once.
        await SourceCompanion { Issue.record("\($0)") }.accompany(project)
        #expect(requests.all.isEmpty)
    }
}
