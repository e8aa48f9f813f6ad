import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct RelativePathTests {
    private func resolved(_ text: String, base: String = "/app", home: String? = "/home/me") throws -> YAMLNode {
        var collector = DiagnosticCollector()
        let expanded = ShortForms.expand(try YAMLNode.parsed(text), into: &collector)
        return RelativePaths.resolve(expanded, base: base, home: home)
    }

    @Test func `every kind of host path becomes absolute`() throws {
        let tree = try resolved(
            """
            services:
              a:
                build: {context: ../b, additional_contexts: {c: ./d}, ssh: [k=~/key]}
                env_file: ./a.env
                label_file: a.labels
                develop: {watch: [{path: ./nowhere-at-all, action: rebuild}]}
                volumes: ["./data:/data", "~/x:/x", "named:/n"]
            configs: {c: {file: c.txt}}
            secrets: {s: {file: /abs/s.txt}}
            volumes: {v: {driver: local, driver_opts: {o: bind, device: ./v}}, w: {driver_opts: {device: ./w}}}
            """
        )
        let service = tree.at("services", "a")
        #expect(
            service?.at("build")?.flow
                == "{context: '/b', additional_contexts: {c: '/app/d'}, ssh: {k: '/home/me/key'}}"
        )
        #expect(service?.at("env_file")?.flow == "[{path: '/app/a.env', required: true}]")
        #expect(service?.at("label_file")?.flow == "['/app/a.labels']")
        #expect(service?.at("develop")?.flow == "{watch: [{path: '/app/nowhere-at-all', action: 'rebuild'}]}")
        let volumes = try #require(service?.at("volumes")?.asSequence)
        #expect(volumes.map { $0.at("source")?.flow } == ["'/app/data'", "'/home/me/x'", "'named'"])
        #expect(tree.at("configs", "c", "file")?.flow == "'/app/c.txt'")
        #expect(tree.at("secrets", "s", "file")?.flow == "'/abs/s.txt'")
        #expect(tree.at("volumes", "v", "driver_opts", "device")?.flow == "'/app/v'")
        #expect(tree.at("volumes", "w", "driver_opts", "device")?.flow == "'./w'")
    }

    @Test(arguments: [
        "https://example.org/a.git", "git@example.org:a.git", "github.com/a/b", "service:base", "docker-image://a:1",
    ])
    func `contexts that only the builder reads stay`(context: String) throws {
        let tree = try resolved("services: {a: {build: {context: '\(context)'}}}")
        #expect(tree.at("services", "a", "build", "context")?.flow == "'\(context)'")
    }

    @Test func `paths from a relative base stay relative to the same place`() throws {
        let tree = try resolved("services: {a: {build: ./x, env_file: [../a.env]}}", base: "../sub")
        #expect(tree.at("services", "a", "build", "context")?.flow == "'../sub/x'")
        #expect(tree.at("services", "a", "env_file")?.flow == "[{path: '../a.env', required: true}]")
    }

    @Test(arguments: [
        ("/a/./b/../c/", "/a/c"), ("a//b", "a/b"), ("../a/..", ".."), ("/../a", "/a"), ("", "."), ("a/..", "."),
        ("/", "/"),
    ])
    func `paths are cleaned`(path: String, expected: String) {
        #expect(PathSyntax.clean(path) == expected)
    }
}
