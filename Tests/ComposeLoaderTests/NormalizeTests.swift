import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct NormalizeTests {
    private func normalized(_ text: String, environment: [String: String] = [:]) throws -> YAMLNode {
        var collector = DiagnosticCollector()
        let expanded = ShortForms.expand(try YAMLNode.parsed(text), into: &collector)
        try collector.throwIfErrors()
        return Normalizer.normalize(expanded, projectName: "app", environment: environment)
    }

    @Test func `services without a network join the default one, which then exists`() throws {
        let tree = try normalized("services: {a: {image: x}, b: {image: x, networks: [n]}}\nnetworks: {n: }")
        #expect(tree.at("services", "a", "networks")?.flow == "{default: null}")
        #expect(tree.at("services", "b", "networks")?.flow == "{n: null}")
        #expect(tree.at("networks")?.flow == "{n: {name: 'app_n'}, default: {name: 'app_default'}}")
    }

    @Test func `no default network is made when nobody uses it`() throws {
        let tree = try normalized("services: {a: {image: x, network_mode: host}, b: {provider: {type: p}}}")
        #expect(tree.at("networks") == nil)
        #expect(tree.at("services", "a", "networks") == nil)
        #expect(tree.at("services", "b", "networks") == nil)
    }

    @Test func `resources are named after the project, external ones after their key`() throws {
        let tree = try normalized("volumes: {a: , b: {external: true}, c: {name: own}}\nsecrets: {s: {file: ./s}}")
        #expect(tree.at("volumes", "a", "name")?.flow == "'app_a'")
        #expect(tree.at("volumes", "b", "name")?.flow == "'b'")
        #expect(tree.at("volumes", "c", "name")?.flow == "'own'")
        #expect(tree.at("secrets", "s", "name")?.flow == "'app_s'")
    }

    @Test func `what is shared implies a dependency, and what is written out stays`() throws {
        let tree = try normalized(
            """
            services:
              a:
                links: [b, "c:alias"]
                network_mode: service:d
                ipc: service:e
                volumes_from: [f, "container:g", "h:ro"]
                depends_on: {b: {condition: service_healthy}}
            """
        )
        let implied = "condition: 'service_started', restart: true, required: true"
        #expect(
            tree.at("services", "a", "depends_on")?.flow == """
                {b: {condition: 'service_healthy', required: true}, c: {\(implied)}, d: {\(implied)}, e: {\(implied)}, \
                f: {condition: 'service_started', restart: false, required: true}, \
                h: {condition: 'service_started', restart: false, required: true}}
                """
        )
    }

    @Test func `builds get a context, a dockerfile and the values of their arguments`() throws {
        let tree = try normalized(
            """
            services:
              a: {build: {args: {A: , B: , C: 1}}}
              b: {build: {dockerfile_inline: FROM x, args: [A, B, C=1]}}
            """,
            environment: ["A": "found"]
        )
        #expect(
            tree.at("services", "a", "build")?.flow
                == "{args: {A: 'found', C: 1}, context: '.', dockerfile: 'Dockerfile'}"
        )
        #expect(
            tree.at("services", "b", "build")?.flow
                == "{dockerfile_inline: 'FROM x', args: ['A=found', 'C=1'], context: '.'}"
        )
    }

    @Test func `variables without a value take it from the environment or stay without`() throws {
        let tree = try normalized(
            "services: {a: {environment: {A: , B: }}, b: {environment: [A, B, C=1]}}",
            environment: ["A": "found"]
        )
        #expect(tree.at("services", "a", "environment")?.flow == "{A: 'found', B: null}")
        #expect(tree.at("services", "b", "environment")?.flow == "['A=found', 'B', 'C=1']")
    }

    @Test func `defaults are filled in where files are silent`() throws {
        let tree = try normalized(
            """
            services:
              a:
                image: x
                pull_policy: if_not_present
                secrets: [s, {source: t, target: u}]
                ports: [{target: 80}]
                gpus: [{driver: d}, {device_ids: ['1']}]
                deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}
                volumes: [{type: volume, target: /a/../b/}]
                pre_start: [{command: c}, {command: c, image: y}]
            """
        )
        let service = tree.at("services", "a")
        #expect(service?.at("pull_policy")?.flow == "'missing'")
        #expect(
            service?.at("secrets")?.flow == "[{source: 's', target: '/run/secrets/s'}, {source: 't', target: 'u'}]"
        )
        #expect(service?.at("ports")?.flow == "[{target: 80, protocol: 'tcp', mode: 'ingress'}]")
        #expect(service?.at("gpus")?.flow == "[{driver: 'd', count: 'all'}, {device_ids: ['1']}]")
        #expect(
            service?.at("deploy", "resources", "reservations", "devices")?.flow
                == "[{capabilities: ['gpu'], count: 'all'}]"
        )
        #expect(service?.at("volumes")?.flow == "[{type: 'volume', target: '/b'}]")
        #expect(service?.at("pre_start")?.flow == "[{command: 'c', image: 'x'}, {command: 'c', image: 'y'}]")
    }

    @Test func `normalizing twice changes nothing`() throws {
        let once = try normalized("services: {a: {build: ., links: [b]}, b: {image: x}}")
        #expect(Normalizer.normalize(once, projectName: "app", environment: [:]) == once)
    }
}
