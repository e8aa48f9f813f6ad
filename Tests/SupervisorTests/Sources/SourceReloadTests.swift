import ComposeModel
import ControlProtocol
import Diagnostics
import OrderedCollections
import Testing

@testable import Supervisor

/// Loading a project again from where it came from, and which files that concerns.
@Suite struct SourceReloadTests {
    private static let compose = """
        services:
          web:
            image: busybox
            env_file: web.env
            secrets: [token]
            environment:
              MODE: ${MODE}
              LEVEL: ${LEVEL:-none}
            volumes:
              - type: bind
                source: ./site.conf
                target: /etc/site.conf
                x-swiftcompose: {watch: true}
              - ./data:/data
        secrets:
          token:
            file: ./token.txt
        include:
          - part.yaml
        """

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.compose, to: "compose.yaml")
        try folder.write("services:\n  job:\n    image: busybox\n", to: "part.yaml")
        try folder.write("COLOUR=red\n", to: "web.env")
        try folder.write("s3cret", to: "token.txt")
        try folder.write("LEVEL=low\n", to: ".env")
        return folder
    }

    private func source(_ folder: TemporaryFolder) -> ProjectSource {
        ProjectSource(files: [folder("compose.yaml")], directory: folder.path, environment: ["MODE": "fast"])
    }

    @Test func `the files are read again, with the caller's variables`() async throws {
        let folder = try self.folder()
        let loaded = try await SourceReload.load(source(folder), name: "shop").get()
        #expect(loaded.project.name == "shop")
        #expect(Array(loaded.project.services.keys).sorted() == ["job", "web"])
        let environment = try #require(loaded.project.services["web"]?.environment)
        #expect(environment["MODE"] == "fast")
        #expect(environment["LEVEL"] == "low")
        #expect(environment["COLOUR"] == "red")
    }

    @Test func `every file that went into it is watched, and opted-in content`() async throws {
        let folder = try self.folder()
        let inventory = try await SourceReload.load(source(folder), name: "shop").get().inventory
        let definitions = ["compose.yaml", "part.yaml", "web.env", ".env"].map { folder($0) }
        #expect(inventory.definitions.isSuperset(of: definitions))
        #expect(Set(inventory.contents.keys) == Set(["token.txt", "site.conf"].map { folder($0) }))
        #expect(inventory.redefines([folder("part.yaml")]))
        #expect(!inventory.redefines([folder("token.txt")]))
        #expect(inventory.services(using: [folder("site.conf")]) == ["web"])
        #expect(inventory.services(using: [folder("part.yaml")]).isEmpty)
    }

    @Test func `files that do not load are told with their places`() async throws {
        let folder = try self.folder()
        try folder.write("services:\n  web:\n    imagee: busybox\n", to: "compose.yaml")
        let result = await SourceReload.load(source(folder), name: "shop")
        let failure = try #require(throws: SourceReload.Failure.self) { _ = try result.get() }
        #expect(failure.lines.first?.hasPrefix("compose.yaml:3:") == true)
    }

    @Test func `a project that came from no files cannot be loaded again`() async throws {
        let result = await SourceReload.load(ProjectSource(directory: "/srv"), name: "shop")
        let failure = try #require(throws: SourceReload.Failure.self) { _ = try result.get() }
        #expect(failure.diagnostics.first?.message == "project 'shop' did not come from files")
    }
}
