import Testing
import YAML

@testable import ComposeLoader

@Suite struct IncludeTests {
    @Test func `included resources join those of the file, with paths from their own directory`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "include: [sub/db.yaml]\nservices: {web: {image: w}}",
            "sub/db.yaml": """
            name: ignored
            services: {db: {build: ., env_file: db.env}}
            volumes: {data: {}}
            """,
        ])
        let tree = try project.load().tree
        #expect(tree.at("services", "web") != nil)
        #expect(tree.at("services", "db", "build", "context")?.flow == "'\(project.directory)/sub'")
        #expect(tree.at("volumes", "data") != nil)
        #expect(tree.at("include") == nil)
        #expect(tree.at("name") == nil)
    }

    @Test func `several paths are one model and another project directory is where paths start`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            include:
              - {path: [sub/db.yaml, sub/more.yaml], project_directory: other}
            """,
            "sub/db.yaml": "services: {db: {image: a, build: ctx}}",
            "sub/more.yaml": "services: {db: {image: b}}",
        ])
        let db = try project.load().tree.at("services", "db")
        #expect(db?.at("image")?.flow == "'b'")
        #expect(db?.at("build", "context")?.flow == "'\(project.directory)/other/ctx'")
    }

    @Test func `the including file is laid over what it includes`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "include: [db.yaml]\nservices: {db: {image: mine, ports: !override ['2']}}",
            "db.yaml": "services: {db: {image: theirs, ports: ['1'], cap_add: [A]}}",
        ])
        let db = try project.load().tree.at("services", "db")
        #expect(db?.at("image")?.flow == "'mine'")
        #expect(db?.at("cap_add")?.flow == "['A']")
        #expect(db?.at("ports")?.flow.contains("target: 2") == true)
        #expect(db?.at("ports")?.flow.contains("target: 1") == false)
    }

    @Test func `an included file sees its own env file below the environment around it`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "include: [sub/a.yaml, {path: sub/b.yaml, env_file: b.env}]",
            ".env": "OUTER=outer\n",
            "sub/.env": "OUTER=inner\nINNER=inner\n",
            "b.env": "INNER=b\n",
            "sub/a.yaml": "services: {a: {image: \"$OUTER-$INNER\", environment: [INNER, NOBODY]}}",
            "sub/b.yaml": "services: {b: {image: \"$OUTER-$INNER\"}}",
        ])
        let tree = try project.load().tree
        #expect(tree.at("services", "a", "image")?.flow == "'outer-inner'")
        #expect(tree.at("services", "a", "environment")?.flow == "['INNER=inner', 'NOBODY']")
        #expect(tree.at("services", "b", "image")?.flow == "'outer-b'")
    }

    @Test func `a cycle of includes is reported as a chain of places`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "include: [a.yaml]",
            "a.yaml": "services: {}\ninclude: [compose.yaml]",
        ])
        #expect(
            project.problems() == [
                """
                a.yaml:2:11: error: include cycle detected: compose.yaml → a.yaml → compose.yaml
                compose.yaml:1:11: note: compose.yaml includes a.yaml
                a.yaml:2:11: note: a.yaml includes compose.yaml
                """
            ]
        )
    }

    @Test func `what cannot be included is reported where it is named`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            include:
              - no.yaml
              - {path: a.yaml, env_file: no.env}
              - oci://registry/app:1
            """,
            "a.yaml": "services: {a: {image: i}}",
        ])
        let problems = project.problems().map { String($0.prefix { $0 != "\n" }) }
        #expect(
            problems == [
                "compose.yaml:2:5: error: open DIR/no.yaml: no such file or directory",
                "compose.yaml:3:12: error: couldn't find env file: DIR/no.env",
                "compose.yaml:4:5: error: cannot load the remote resource 'oci://registry/app:1': "
                    + "only local files are supported",
            ]
        )
    }
}

/// How a finding in another file tells why that file is read.
@Suite struct TrailTests {
    @Test func `a finding names the lines that led to its file`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "include: [a.yaml]\nservices: {web: {extends: {file: c.yaml, service: base}}}\n",
            "a.yaml": "include: [b.yaml]\n",
            "b.yaml": "services: {b: {imagee: x}}\n",
            "c.yaml": "services: {base: {image: x, ports: [99999]}}\n",
        ])
        let found = project.problems()
        let included = try #require(found.first { $0.hasPrefix("b.yaml:1:") })
        #expect(included.contains("a.yaml:1:11: note: 'b.yaml' is read because of this line"))
        #expect(included.contains("compose.yaml:1:11: note: 'a.yaml' is read because of this line"))
        let extended = try #require(found.first { $0.hasPrefix("c.yaml:1:") })
        #expect(extended.contains("compose.yaml:2:"))
    }
}
