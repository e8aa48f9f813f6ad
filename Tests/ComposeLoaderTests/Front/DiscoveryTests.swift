import ComposeModel
import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct DiscoveryTests {
    private let service = "services: {web: {image: i}}"

    @Test func `the preferred file and its override are found, also from below`() throws {
        let project = try TemporaryProject([
            "compose.yaml": service,
            "docker-compose.yml": "services: {other: {image: o}}",
            "compose.override.yaml": "services: {web: {image: over}}",
            "sub/deep/x": "",
        ])
        let loaded = try project.load { $0.currentDirectory += "/sub/deep" }
        #expect(
            loaded.project.composeFiles
                == ["compose.yaml", "compose.override.yaml"].map { "\(project.directory)/\($0)" }
        )
        #expect(loaded.project.workingDirectory == project.directory)
        #expect(loaded.tree.at("services")?.flow == "{web: {image: 'over'}}")
        #expect(loaded.warnings.count == 1)
    }

    @Test func `nothing found says what was looked for`() throws {
        let project = try TemporaryProject([:])
        let problems = project.problems()
        #expect(problems.first?.hasPrefix("error: no configuration file provided: not found\n") == true)
        #expect(
            problems.first?.contains("compose.yaml, compose.yml, docker-compose.yml and docker-compose.yaml") == true
        )
    }

    @Test func `named files are merged in order and need no override`() throws {
        let project = try TemporaryProject([
            "a.yaml": "services: {web: {image: a, build: ctx}}",
            "sub/b.yaml": "services: {web: {image: b, env_file: x.env}}",
            "compose.override.yaml": "services: {web: {image: no}}",
        ])
        let loaded = try project.load { $0.files = ["a.yaml", "sub/b.yaml"] }
        #expect(loaded.tree.at("services", "web", "image")?.flow == "'b'")
        #expect(loaded.tree.at("services", "web", "env_file")?.flow.contains("'\(project.directory)/x.env'") == true)
        #expect(loaded.sources.keys.sorted() == ["a.yaml", "sub/b.yaml"])
    }

    @Test func `COMPOSE_FILE may come from the env file`() throws {
        let project = try TemporaryProject([
            ".env": "COMPOSE_FILE=a.yaml,b.yaml\nCOMPOSE_PATH_SEPARATOR=,\n",
            "a.yaml": service,
            "b.yaml": "services: {db: {image: d}}",
        ])
        #expect(try project.load().tree.at("services")?.flow == "{web: {image: 'i'}, db: {image: 'd'}}")
    }

    @Test func `standard input is a file whose paths start from the current directory`() throws {
        let project = try TemporaryProject([:])
        let loaded = try project.load {
            $0.files = ["-"]
            $0.standardInput = { Array("services: {web: {build: ctx, image: $X}}".utf8) }
        }
        #expect(loaded.tree.at("services", "web", "build", "context")?.flow == "'\(project.directory)/ctx'")
        #expect(loaded.project.composeFiles == ["-"])
        #expect(loaded.warnings.first?.location?.description == "<stdin>:1:37")
    }

    @Test func `documents of one file are laid over each other`() throws {
        let project = try TemporaryProject(["compose.yaml": "\(service)\n---\nservices: {web: {tty: true}}\n---\n"])
        #expect(try project.load().tree.at("services")?.flow == "{web: {image: 'i', tty: true}}")
    }

    @Test func `what cannot be read is reported in the system's words`() throws {
        let project = try TemporaryProject(["sub/x": ""])
        let problems = project.problems { $0.files = ["no.yaml", "sub", "oci://r/a"] }
        #expect(
            problems.map { String($0.prefix { $0 != "\n" }) } == [
                "error: open DIR/no.yaml: no such file or directory",
                "error: open DIR/sub: is a directory",
                "error: cannot load the remote resource 'oci://r/a': only local files are supported",
            ]
        )
    }

    @Test func `an obsolete version is a warning and an empty file an error`() throws {
        let project = try TemporaryProject(["compose.yaml": "version: '3'\n\(service)", "empty.yaml": "# nothing\n"])
        let loaded = try project.load()
        #expect(loaded.warnings.map(\.message) == ["the attribute 'version' is obsolete and is ignored"])
        #expect(loaded.tree.at("version") == nil)
        #expect(project.problems { $0.files = ["empty.yaml"] } == ["empty.yaml:1:1: error: empty compose file"])
    }

    @Test func `each finding is reported once though the tree is checked after every file`() throws {
        let project = try TemporaryProject([
            "a.yaml": "services: {web: {imag: i}}", "b.yaml": "services: {db: {ports: x}}",
        ])
        let problems = project.problems { $0.files = ["a.yaml", "b.yaml"] }
        #expect(problems.count == 2)
        #expect(problems.first?.hasPrefix("a.yaml:1:18: error:") == true)
        #expect(problems.last?.hasPrefix("b.yaml:1:24: error:") == true)
    }

    @Test func `without interpolation variables stay`() throws {
        let project = try TemporaryProject(["compose.yaml": "services: {web: {image: \"$X\", scale: \"${N}\"}}"])
        let loaded = try project.load { $0.interpolates = false }
        #expect(loaded.tree.at("services")?.flow == "{web: {image: '$X', scale: '${N}'}}")
        #expect(loaded.warnings.isEmpty)
    }
}
