import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct ShortFormTests {
    /// One attribute of a service, written out, and what was found.
    private func expand(
        _ name: String,
        _ value: String,
        isLenient: Bool = false
    ) throws -> (flow: String?, diagnostics: [Diagnostic]) {
        var collector = DiagnosticCollector()
        let tree = try YAMLNode.parsed("services: {web: {\(name): \(value)}}")
        let expanded = ShortForms.expand(tree, isLenient: isLenient, into: &collector)
        return (expanded.at("services", "web", name)?.flow, collector.diagnostics)
    }

    private func port(_ published: String, _ target: Int, _ transport: String = "tcp", address: String? = nil) -> String
    {
        let address = address.map { "host_ip: '\($0)', " } ?? ""
        let published = published.isEmpty ? "" : "published: '\(published)', "
        return "{mode: 'ingress', \(address)target: \(target), \(published)protocol: '\(transport)'}"
    }

    @Test(arguments: [
        ("build", "./web", "{context: './web'}"),
        ("build", "{ssh: [default, key=~/k]}", "{ssh: {default: null, key: '~/k'}}"),
        ("build", "{provenance: true, sbom: false}", "{provenance: 'true', sbom: 'false'}"),
        ("build", "{additional_contexts: [a=./b]}", "{additional_contexts: {a: './b'}}"),
        ("build", "{secrets: [s]}", "{secrets: [{source: 's'}]}"),
        ("depends_on", "[a]", "{a: {condition: 'service_started', required: true}}"),
        ("depends_on", "{a: {condition: service_healthy}}", "{a: {condition: 'service_healthy', required: true}}"),
        ("env_file", "a.env", "[{path: 'a.env', required: true}]"),
        ("env_file", "[{path: b, required: false}]", "[{path: 'b', required: false}]"),
        ("label_file", "a.labels", "['a.labels']"), ("dns", "1.1.1.1", "['1.1.1.1']"),
        ("dns", "['', 1.1.1.1]", "['1.1.1.1']"),
        ("extends", "base", "{service: 'base'}"), ("networks", "[a, b]", "{a: null, b: null}"),
        ("models", "[m]", "{m: null}"),
        ("secrets", "[s, {source: t}]", "[{source: 's'}, {source: 't'}]"), ("gpus", "all", "[{count: 'all'}]"),
        ("devices", "[/dev/a]", "[{source: '/dev/a', target: '/dev/a', permissions: 'rwm'}]"),
        ("devices", "['/dev/a:/dev/b:r']", "[{source: '/dev/a', target: '/dev/b', permissions: 'r'}]"),
        ("develop", "{watch: [{ignore: a, include: [b]}]}", "{watch: [{ignore: ['a'], include: ['b']}]}"),
    ])
    func `short forms are written out`(name: String, value: String, expected: String) throws {
        let result = try expand(name, value)
        #expect(result.flow == expected)
        #expect(result.diagnostics.isEmpty)
    }

    @Test func `what is written out stays as it is the second time`() throws {
        let text = """
            services:
              web:
                build: .
                ports: ["8080:80", "90-91"]
                volumes: ["./a:/b:ro", "c:/d", "data:/e"]
                depends_on: [db]
                env_file: .env
                secrets: [s]
                devices: [/dev/null]
                networks: [n]
            networks: {n: {external: {name: real}}}
            """
        var collector = DiagnosticCollector()
        let once = ShortForms.expand(try YAMLNode.parsed(text), into: &collector)
        #expect(ShortForms.expand(once, into: &collector) == once)
    }

    @Test func `ports are read with addresses, ranges and protocols`() throws {
        #expect(try expand("ports", "[80]").flow == "[\(port("", 80))]")
        #expect(try expand("ports", "['8080:80/udp']").flow == "[\(port("8080", 80, "udp"))]")
        #expect(try expand("ports", "['127.0.0.1:8080:80']").flow == "[\(port("8080", 80, address: "127.0.0.1"))]")
        #expect(try expand("ports", "['[::1]:8080:80']").flow == "[\(port("8080", 80, address: "::1"))]")
        #expect(try expand("ports", "['127.0.0.1::80']").flow == "[\(port("", 80, address: "127.0.0.1"))]")
        #expect(try expand("ports", "['8000-8001:80-81']").flow == "[\(port("8000", 80)), \(port("8001", 81))]")
        #expect(try expand("ports", "['8000-8010:80']").flow == "[\(port("8000-8010", 80))]")
    }

    @Test(arguments: [
        ("'70000:80'", "'70000:80' is no port: the host port 70000 is above 65535"),
        ("'80:abc'", "'80:abc' is no port: the container port 'abc' is no number"),
        ("'foo:80:80'", "'foo:80:80' is no port: 'foo' is no IP address"),
        ("'80:80/ftp'", "'80:80/ftp' is no port: 'ftp' is none of the protocols 'tcp', 'udp' and 'sctp'"),
        ("'81-80:80'", "'81-80:80' is no port: the range 81-80 runs backwards"),
        ("'1-3:1-2'", "'1-3:1-2' is no port: the host range 1-3 and the container range 1-2 differ in length"),
        ("'80:'", "'80:' is no port: it names no container port"),
    ])
    func `a bad port is reported at its place`(text: String, message: String) throws {
        let found = try expand("ports", "[81, \(text)]").diagnostics
        #expect(found.map(\.message) == [message])
        #expect(found.first?.path == "services.web.ports[1]")
        #expect(found.first?.location?.line == 1)
    }

    @Test(arguments: [
        ("data:/var", "{type: 'volume', source: 'data', target: '/var', volume: {}}"),
        ("/var/", "{type: 'volume', target: '/var', volume: {}}"),
        ("./a:/b", "{type: 'bind', source: './a', target: '/b', bind: {create_host_path: true}}"),
        (
            "~/a:/b:ro,z,rshared",
            "{type: 'bind', source: '~/a', target: '/b', read_only: true, "
                + "bind: {selinux: 'z', propagation: 'rshared', create_host_path: true}}"
        ),
        ("data:/b:nocopy,ro,rw", "{type: 'volume', source: 'data', target: '/b', volume: {nocopy: true}}"),
        ("data:/b:Z", "{type: 'volume', source: 'data', target: '/b', bind: {selinux: 'Z'}, volume: {}}"),
        ("C:\\a:/b", "{type: 'bind', source: 'C:\\a', target: '/b', bind: {create_host_path: true}}"),
        ("data:/b:unknown", "{type: 'volume', source: 'data', target: '/b', volume: {}}"),
    ])
    func `mounts are read`(text: String, expected: String) throws {
        let result = try expand("volumes", "['\(text)']")
        #expect(result.flow == "[\(expected)]")
        #expect(result.diagnostics.isEmpty)
    }

    @Test func `a volume of one letter is taken for a drive, with a warning`() throws {
        let result = try expand("volumes", "['v:/data']")
        #expect(result.flow == "[{type: 'volume', target: 'v:/data', volume: {}}]")
        #expect(result.diagnostics.map(\.severity) == [.warning])
    }

    @Test(arguments: [
        (":/a", "a part between colons is empty"), ("aa:/b:ro:c", "it has too many colons"), ("", "it is empty"),
    ])
    func `a bad mount is reported`(text: String, reason: String) throws {
        #expect(try expand("volumes", "['\(text)']").diagnostics.map(\.message) == ["'\(text)' is no mount: \(reason)"])
    }

    @Test func `what still holds variables is left alone`() throws {
        #expect(try expand("ports", "['${P}:80', '81']", isLenient: true).flow == "['${P}:80', \(port("", 81))]")
        #expect(
            try expand("volumes", "['${A:-./x}:/b']", isLenient: true).flow
                == "[{type: 'volume', source: '${A:-./x}', target: '/b', volume: {}}]"
        )
    }

    @Test func `the old form of an external resource is rewritten and warned of`() throws {
        var collector = DiagnosticCollector()
        let tree = try YAMLNode.parsed("volumes: {a: {external: {name: x}}, b: {name: y, external: {name: x}}}")
        let expanded = ShortForms.expand(tree, into: &collector)
        #expect(expanded.at("volumes", "a")?.flow == "{external: true, name: 'x'}")
        #expect(
            collector.diagnostics.map(\.message) == [
                "'external.name' of 'volumes.a' is deprecated", "'external.name' of 'volumes.b' is deprecated",
                "'volumes.b' has two names: 'y' and 'x'",
            ]
        )
    }

    @Test(arguments: [
        ("devices", "['a:b:c:d']", "'a:b:c:d' is no device: it has too many colons"),
        ("build", "{ssh: [other]}", "'other' is no ssh key"),
        ("build", "{additional_contexts: [a]}", "'a' names no context"),
    ])
    func `other bad short forms are reported`(name: String, value: String, message: String) throws {
        #expect(try expand(name, value).diagnostics.map(\.message) == [message])
    }
}
