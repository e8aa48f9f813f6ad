import Testing
import YAML

@testable import ComposeLoader

@Suite struct ExtendsTests {
    @Test func `a service inherits from one of the same file, through several steps`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            services:
              web: {extends: middle, environment: {A: 3}}
              middle: {extends: {service: base}, environment: {B: 2}, command: [run]}
              base: {image: i, environment: [A=1, C=1], depends_on: [db]}
              db: {image: d}
            """
        ])
        let web = try project.load().tree.at("services", "web")
        #expect(web?.at("image")?.flow == "'i'")
        #expect(web?.at("environment")?.flow == "{A: 3, C: '1', B: 2}")
        #expect(web?.at("command")?.flow == "['run']")
        #expect(web?.at("depends_on")?.flow == "{db: {condition: 'service_started', required: true}}")
        #expect(web?.at("extends") == nil)
    }

    @Test func `paths of another file start from that file, also when it extends in turn`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "services: {web: {extends: {file: sub/base.yaml, service: base}}}",
            "sub/base.yaml": """
            services:
              base: {extends: {file: deep/root.yaml, service: root}, volumes: ["./data:/data"]}
            """,
            "sub/deep/root.yaml": "services: {root: {build: ctx, env_file: .env}}",
        ])
        let web = try project.load().tree.at("services", "web")
        #expect(web?.at("build", "context")?.flow == "'\(project.directory)/sub/deep/ctx'")
        #expect(web?.at("env_file")?.flow.contains("'\(project.directory)/sub/deep/.env'") == true)
        #expect(web?.at("volumes")?.flow.contains("'\(project.directory)/sub/data'") == true)
    }

    @Test func `what extends may take out what it inherits`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            services:
              web: {extends: base, ports: !reset [], cap_add: !override [C]}
              base: {image: i, ports: ["80"], cap_add: [A, B]}
            """
        ])
        let web = try project.load().tree.at("services", "web")
        #expect(web?.flow == "{image: 'i', cap_add: ['C']}")
    }

    @Test func `services that extend each other are reported as a chain of places`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            services:
              a: {extends: b}
              b: {extends: a}
            """
        ])
        #expect(
            project.problems() == [
                """
                compose.yaml:3:16: error: services extend each other in a circle: 'a' → 'b' → 'a'
                compose.yaml:2:16: note: 'a' extends 'b' in compose.yaml
                compose.yaml:3:16: note: 'b' extends 'a' in compose.yaml
                """
            ]
        )
    }

    @Test func `a missing base is reported with the nearest name`() throws {
        let project = try TemporaryProject([
            "compose.yaml": """
            services:
              a: {image: i, extends: bse}
              base: {image: i}
              c: {image: i, extends: {file: other.yaml, service: base}}
            """,
            "other.yaml": "volumes: {}",
        ])
        #expect(
            project.problems() == [
                """
                compose.yaml:2:26: error: cannot extend service 'a': there is no service 'bse' in compose.yaml
                  hint: did you mean 'base'?
                """,
                "compose.yaml:4:26: error: cannot extend service 'c': other.yaml has no services",
            ]
        )
    }

    @Test func `a missing file is reported where it is named`() throws {
        let project = try TemporaryProject([
            "compose.yaml": "services: {a: {image: i, extends: {file: no.yaml, service: b}}}"
        ])
        #expect(project.problems() == ["compose.yaml:1:35: error: open DIR/no.yaml: no such file or directory"])
    }
}
