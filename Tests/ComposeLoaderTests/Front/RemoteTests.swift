import ComposeModel
import Synchronization
import Testing
import YAML

@testable import ComposeLoader

@Suite struct RemoteTests {
    /// Has what the test gives it, by the name of the resource.
    private final class Shelf: RemoteFiles {
        private let paths: [String: String]
        private let asked = Mutex<[String]>([])

        init(_ paths: [String: String]) {
            self.paths = paths
        }

        var requests: [String] { asked.withLock { asked -> [String] in asked } }

        func localPath(of resource: String) throws(RemoteFailure) -> String {
            asked.withLock { asked in asked.append(resource) }
            guard let path = paths[resource] else { throw RemoteFailure("it is not on the shelf", hint: "look again") }
            return path
        }
    }

    private static let resource = "https://host/shop.git#main"

    @Test func `the first file may be remote, and relative paths start from its copy`() throws {
        let project = try TemporaryProject([
            "copy/docker-compose.yml": "services: {web: {image: '${TAG}', volumes: ['./data:/data']}}",
            "copy/.env": "TAG=theirs",
            ".env": "TAG=mine",
        ])
        let shelf = Shelf([Self.resource: "\(project.directory)/copy"])
        let loaded = try project.load {
            $0.files = [Self.resource]
            $0.remote = shelf
        }
        #expect(loaded.project.workingDirectory == "\(project.directory)/copy")
        #expect(loaded.project.composeFiles == ["\(project.directory)/copy/docker-compose.yml"])
        let web = loaded.tree.at("services", "web")
        #expect(web?.at("image")?.flow == "'mine'")
        #expect(web?.at("volumes")?.flow.contains("'\(project.directory)/copy/data'") == true)
        #expect(shelf.requests == [Self.resource])
    }

    @Test func `an included model may be remote and lies under the project's own`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "include: ['\(Self.resource):base.yaml']\nservices: {web: {image: own}}",
            "copy/base.yaml": "services: {web: {image: theirs, build: ./ctx}, db: {image: '${TAG}'}}",
            "copy/.env": "TAG=theirs",
        ])
        let shelf = Shelf(["\(Self.resource):base.yaml": "\(project.directory)/copy/base.yaml"])
        let tree = try project.load { $0.remote = shelf }.tree
        #expect(tree.at("services", "web", "image")?.flow == "'own'")
        #expect(tree.at("services", "web", "build", "context")?.flow == "'\(project.directory)/copy/ctx'")
        #expect(tree.at("services", "db", "image")?.flow == "'theirs'")
    }

    @Test func `a service may extend a remote one, whose files are fetched once`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            services:
              web: {extends: {file: 'oci://host/base:1', service: base}}
              api: {extends: {file: 'oci://host/base:1', service: base}, command: [run]}
            """,
            "copy/compose.yaml": "services: {base: {image: theirs, env_file: web.env}}",
        ])
        let shelf = Shelf(["oci://host/base:1": "\(project.directory)/copy/compose.yaml"])
        let tree = try project.load { $0.remote = shelf }.tree
        #expect(tree.at("services", "web", "image")?.flow == "'theirs'")
        #expect(tree.at("services", "api", "env_file")?.flow.contains("'\(project.directory)/copy/web.env'") == true)
        #expect(shelf.requests == ["oci://host/base:1"])
    }

    @Test func `what cannot be had is named at each place that wants it, without its password`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            include:
              - https://me:secret@host/a.git
            services:
              web: {extends: {file: 'oci://host/base:1', service: base}}
            """
        ])
        let shelf = Shelf([:])
        let problems = project.problems { $0.remote = shelf }
        #expect(
            problems == [
                """
                compose.yaml:2:5: error: cannot load the remote resource 'https://me:***@host/a.git': \
                it is not on the shelf
                  hint: look again
                """,
                """
                compose.yaml:4:18: error: cannot load the remote resource 'oci://host/base:1': it is not on the shelf
                  hint: look again
                """,
            ]
        )
        let outright = project.problems {
            $0.files = ["oci://host/base:1"]
            $0.remote = shelf
        }
        #expect(outright.count == 1)
        #expect(outright.first?.hasPrefix("error: cannot load the remote resource 'oci://host/base:1': ") == true)
    }

    @Test func `a directory without a compose file is a problem of its own`() throws {
        let project = try TemporaryProject(["copy/readme.txt": ""])
        let shelf = Shelf([Self.resource: "\(project.directory)/copy"])
        let problems = project.problems {
            $0.files = [Self.resource]
            $0.remote = shelf
        }
        #expect(
            problems.first?.hasPrefix(
                "error: cannot load the remote resource '\(Self.resource)': it has no compose file"
            )
                == true
        )
    }
}
