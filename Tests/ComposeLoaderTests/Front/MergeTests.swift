import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct MergeTests {
    private func merged(_ base: String, _ override: String, at position: [String] = []) throws -> YAMLNode {
        var tree = try YAMLNode.parsed(base)
        var collector = DiagnosticCollector()
        Merger.merge(try YAMLNode.parsed(override), over: &tree, at: position, into: &collector)
        try collector.throwIfErrors()
        Unicity.enforce(&tree)
        return tree
    }

    /// Merges two values of one attribute of a service.
    private func attribute(_ name: String, _ base: String, _ override: String) throws -> String? {
        let tree = try merged(
            "services: {web: {\(name): \(base)}}",
            "services: {web: {\(name): \(override)}}"
        )
        return tree.at("services", "web", name)?.flow
    }

    @Test func `mappings merge, lists are appended, the rest is replaced, and null keeps`() throws {
        let tree = try merged("a: {b: 1, c: [x], d: 4}\ne: 5", "a: {b: 2, c: [y], d: null, f: 6}")
        #expect(tree.flow == "{a: {b: 2, c: ['x', 'y'], d: 4, f: 6}, e: 5}")
    }

    @Test(arguments: [
        ("command", "[a, b]", "c", "'c'"), ("entrypoint", "a", "[b]", "['b']"), ("command", "a", "null", "null"),
        ("healthcheck", "{test: [CMD, a], retries: 1}", "{test: b}", "{test: 'b', retries: 1}"),
        ("ulimits", "{nproc: {soft: 1, hard: 2}}", "{nproc: 5}", "{nproc: 5}"),
    ])
    func `what is one thing is replaced`(name: String, base: String, override: String, expected: String) throws {
        #expect(try attribute(name, base, override) == expected)
    }

    @Test(arguments: [
        ("{A: 1, B: 2}", "{B: 3, C: 4}", "{A: 1, B: 3, C: 4}"),
        ("{A: 1, B: 2}", "[B=3, A]", "{A: null, B: '3'}"),
        ("[A=1, B=x=y]", "{B: 3}", "{A: '1', B: 3}"),
        ("[A=1, B=2]", "[A=3, C]", "['A=3', 'B=2', 'C']"),
        ("{A: 1}", "{A: null}", "{A: null}"),
    ])
    func `variables merge by name in either form`(base: String, override: String, expected: String) throws {
        #expect(try attribute("environment", base, override) == expected)
        #expect(try attribute("labels", base, override) == expected)
        #expect(try attribute("sysctls", base, override) == expected)
    }

    @Test(arguments: [
        ("dns", "1.1.1.1", "[8.8.8.8, 1.1.1.1]", "['1.1.1.1', '8.8.8.8']"),
        ("tmpfs", "/a", "/b", "['/a', '/b']"),
        ("env_file", "a.env", "[{path: b.env, required: false}, a.env]", "['a.env', {path: 'b.env', required: false}]"),
        ("cap_add", "[A, B]", "[B, C]", "['A', 'B', 'C']"),
        ("expose", "[80, '81']", "['80', 82]", "['80', '81', 82]"),
        ("security_opt", "[a]", "[a]", "['a', 'a']"),
        ("extra_hosts", "['h=1', 'i=2']", "{h: 1, i: [2, 3]}", "['h=1', 'i=2', 'i=3']"),
    ])
    func `lists keep one of each where the specification says so`(
        name: String,
        base: String,
        override: String,
        expected: String
    ) throws {
        #expect(try attribute(name, base, override) == expected)
    }

    @Test(arguments: [
        ("build", "ctx", "{target: t}", "{context: 'ctx', target: 't'}"),
        ("build", "{context: a, args: {X: 1}}", "b", "{context: 'b', args: {X: 1}}"),
        (
            "depends_on", "[db]", "{db: {condition: service_healthy}}",
            "{db: {condition: 'service_healthy', required: true}}"
        ),
        (
            "depends_on", "{db: {condition: service_healthy, restart: true}}", "[db]",
            "{db: {condition: 'service_started', restart: true, required: true}}"
        ),
        ("networks", "{a: {aliases: [x]}}", "[a, b]", "{a: {aliases: ['x']}, b: null}"),
        ("logging", "{driver: d, options: {a: 1}}", "{options: {b: 2}}", "{driver: 'd', options: {a: 1, b: 2}}"),
        ("logging", "{driver: d, options: {a: 1}}", "{driver: e}", "{driver: 'e'}"),
    ])
    func `short forms merge as what they stand for`(
        name: String,
        base: String,
        override: String,
        expected: String
    ) throws {
        #expect(try attribute(name, base, override) == expected)
    }

    @Test func `mounts and ports are one by their target once they are long`() throws {
        let volumes = try attribute(
            "volumes",
            "[{type: bind, source: /a, target: /t}, './x:/y']",
            "[{type: volume, source: v, target: /t}, './x:/y']"
        )
        #expect(volumes == "[{type: 'volume', source: 'v', target: '/t'}, './x:/y']")
        let ports = try attribute(
            "ports",
            "[{target: 80, published: '8080', protocol: tcp, mode: ingress}, {target: 80, published: '8080', protocol: udp}]",
            "[{target: 80, published: '8080', mode: host}]"
        )
        #expect(
            ports == "[{target: 80, published: '8080', mode: 'host'}, {target: 80, published: '8080', protocol: 'udp'}]"
        )
        let secrets = try attribute("secrets", "[key]", "[{source: other, target: /run/secrets/key}]")
        #expect(secrets == "[{source: 'other', target: '/run/secrets/key'}]")
    }

    @Test func `address pools merge by subnet and others are replaced`() throws {
        let tree = try merged(
            "networks: {n: {ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}, {subnet: 11.0.0.0/8}]}}}",
            "networks: {n: {ipam: {config: [{subnet: 10.0.0.0/8, ip_range: 10.1.0.0/16}, {subnet: 12.0.0.0/8}]}}}"
        )
        #expect(
            tree.at("networks", "n", "ipam", "config")?.flow
                == "[{subnet: '10.0.0.0/8', gateway: '10.0.0.1', ip_range: '10.1.0.0/16'}, {subnet: '12.0.0.0/8'}]"
        )
    }

    @Test func `a mapping cannot be laid over a list`() throws {
        let error = try #require(throws: DiagnosticsError.self) {
            try merged("services: {web: {ports: [80]}}", "services: {web: {ports: {a: 1}}}")
        }
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.message == "cannot override services.web.ports: a mapping cannot be laid over a list")
        #expect(diagnostic.notes.count == 1)
    }

    @Test func `a replaced value has the place of the later file`() throws {
        let tree = try merged("image: a", "\n\nimage: b")
        #expect(tree.at("image")?.location.line == 3)
    }

    @Test func `tagged values take out what is there and what is reset is not added`() throws {
        var tree = try YAMLNode.parsed(
            "services: {web: {image: a, ports: [1], environment: {A: 1, B: 2}}, db: {image: d}}"
        )
        var document = try YAMLNode.parsed(
            "services: {web: {ports: !override [2], environment: {A: !reset null, C: 3}}, db: !reset {}, "
                + "c: {cap_add: [!reset x, y]}}"
        )
        let resets = ResetPaths(removingFrom: &document)
        #expect(document.flow == "{services: {web: {ports: [2], environment: {C: 3}}, c: {cap_add: ['y']}}}")
        resets.apply(to: &tree)
        #expect(tree.flow == "{services: {web: {image: 'a', environment: {B: 2}}}}")
    }
}
