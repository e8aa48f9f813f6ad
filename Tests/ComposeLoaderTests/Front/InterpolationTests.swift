import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct InterpolationTests {
    private let environment = ["TAG": "1.2", "COUNT": "3", "ON": "on", "YES": "true", "WORD": "abc"]

    private func interpolate(_ text: String) throws -> (tree: YAMLNode, problems: [String]) {
        var tree = try YAMLNode.parsed(text)
        let texts = SourceTexts()
        texts["compose.yaml"] = text
        var interpolator = Interpolator(environment: environment, texts: texts)
        interpolator.interpolate(&tree)
        return (tree, interpolator.collector.diagnostics.map { String($0.description.prefix { $0 != "\n" }) })
    }

    @Test func `values are substituted everywhere and keys nowhere`() throws {
        let text = """
            x-any: [$TAG]
            services:
              web:
                image: web:$TAG
                labels: {$TAG: "${TAG}"}
            """
        let (tree, problems) = try interpolate(text)
        #expect(tree.flow == "{x-any: ['1.2'], services: {web: {image: 'web:1.2', labels: {$TAG: '1.2'}}}}")
        #expect(problems == [])
    }

    @Test func `a string becomes the type that its place wants`() throws {
        let text = """
            services:
              web:
                scale: $COUNT
                cpus: ${TAG}
                tty: $YES
                ports: [{target: $COUNT, published: $COUNT}]
                ulimits: {nofile: $COUNT, nproc: {soft: $COUNT, hard: 4}}
                environment: {COUNT: $COUNT}
            networks: {front: {internal: $YES}}
            """
        let (tree, problems) = try interpolate(text)
        #expect(
            tree.at("services", "web")?.flow
                == "{scale: 3, cpus: 1.2, tty: true, ports: [{target: 3, published: '3'}], "
                + "ulimits: {nofile: 3, nproc: {soft: 3, hard: 4}}, environment: {COUNT: '3'}}"
        )
        #expect(tree.at("networks", "front", "internal")?.flow == "true")
        #expect(problems == [])
    }

    @Test func `a failed cast is reported at its value`() throws {
        let (_, problems) = try interpolate("services:\n  web:\n    scale: ${WORD}\n    tty: ${TAG}\n")
        #expect(
            problems == [
                "compose.yaml:3:12: error: error while interpolating services.web.scale: failed to cast 'abc' to an integer",
                "compose.yaml:4:10: error: error while interpolating services.web.tty: failed to cast '1.2' to a boolean",
            ]
        )
    }

    @Test func `booleans of YAML 1_1 are accepted with a warning`() throws {
        let (tree, problems) = try interpolate("services:\n  web:\n    tty: ${ON}\n")
        #expect(tree.at("services", "web", "tty")?.flow == "true")
        #expect(problems == ["compose.yaml:3:10: warning: 'on' is no boolean in YAML 1.2"])
    }

    @Test func `each unset variable is a warning in its own column`() throws {
        let (tree, problems) = try interpolate("a: x-$A-$$-${B}\nb: \"é \\t $A\"\nc: |\n  one\n  $C\n")
        #expect(tree.at("a")?.flow == "'x--$-'")
        #expect(
            problems == [
                "compose.yaml:1:6: warning: The \"A\" variable is not set. Defaulting to a blank string.",
                "compose.yaml:1:12: warning: The \"B\" variable is not set. Defaulting to a blank string.",
                "compose.yaml:2:10: warning: The \"A\" variable is not set. Defaulting to a blank string.",
                "compose.yaml:5:3: warning: The \"C\" variable is not set. Defaulting to a blank string.",
            ]
        )
    }

    @Test func `failures name the path and the variable`() throws {
        let (_, problems) = try interpolate("services:\n  web:\n    image: x${A:?need it}\n    command: [\"x${\"]\n")
        #expect(
            problems == [
                "compose.yaml:3:13: error: error while interpolating services.web.image: "
                    + "required variable A is missing a value: need it",
                "compose.yaml:4:17: error: invalid interpolation format for services.web.command[0]: 'x${'",
            ]
        )
    }
}
