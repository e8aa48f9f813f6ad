import ComposeModel
import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct ConsistencyTests {
    private func findings(_ text: String, profiles: [String] = []) throws -> [Diagnostic] {
        let project = try Decoding.project(text, profiles: profiles).project
        var collector = DiagnosticCollector()
        ConsistencyCheck.check(project, into: &collector)
        return collector.diagnostics
    }

    private func messages(inService attributes: String) throws -> [String] {
        try findings("services: {web: \(attributes)}").map(\.message)
    }

    @Test func `a project in order has no findings`() throws {
        let found = try findings(
            """
            services:
              web: {build: ., depends_on: [db], volumes: ["data:/d"], secrets: [s], tmpfs: /t, container_name: front}
              db: {image: x, network_mode: "service:web2"}
              web2: {image: y, scale: 3, deploy: {replicas: 3}}
            volumes: {data: }
            secrets: {s: {file: ./s}}
            """
        )
        #expect(found.map(\.description) == [])
    }

    @Test(arguments: [
        ("{restart: always}", "service 'web' has neither an image nor a build"),
        (
            "{build: {dockerfile: a, dockerfile_inline: b}}",
            "service 'web' has both 'dockerfile' and 'dockerfile_inline'"
        ),
        ("{image: a, network_mode: host, networks: {}}", ""),
        ("{image: a, volumes: ['data:/a']}", "service 'web' uses the volume 'data', which is not defined"),
        ("{image: a, networks: [n]}", "service 'web' uses the network 'n', which is not defined"),
        ("{image: a, secrets: [s]}", "service 'web' uses the secret 's', which is not defined"),
        ("{image: a, configs: [c]}", "service 'web' uses the config 'c', which is not defined"),
        ("{image: a, models: [m]}", "service 'web' uses the model 'm', which is not defined"),
        ("{build: {secrets: [s]}}", "service 'web' uses the secret 's', which is not defined"),
        ("{build: {additional_contexts: {a: 'service:b'}}}", "service 'web' builds from unknown service 'b'"),
        ("{image: a, scale: -1}", "'scale' of service 'web' must be at least 0, not -1"),
        ("{image: a, scale: 2, deploy: {replicas: 3}}", "'scale' and 'deploy.replicas' of service 'web' differ"),
        (
            "{image: a, mem_limit: 1m, deploy: {resources: {limits: {memory: 2m}}}}",
            "'mem_limit' and 'deploy.resources.limits.memory' of service 'web' differ"
        ),
        ("{image: a, scale: 2, container_name: ab}", "service 'web' wants 2 containers that are all called 'ab'"),
        ("{image: a, tmpfs: [/t], volumes: [/t]}", "service 'web' mounts two things at '/t'"),
        (
            "{image: a, healthcheck: {test: [curl, x]}}",
            "the test of a health check must start with 'CMD', 'CMD-SHELL' or 'NONE', not 'curl'"
        ),
        (
            "{build: {context: ., platforms: [linux/arm64]}, platform: linux/amd64}",
            "service 'web' runs on 'linux/amd64' but is not built for it"
        ),
        (
            "{image: a, develop: {watch: [{path: ./s, action: sync}]}}",
            "watching './s' of service 'web' needs a 'target' to sync"
        ),
    ])
    func `a contradiction is reported`(attributes: String, message: String) throws {
        #expect(try messages(inService: attributes) == (message.isEmpty ? [] : [message]))
    }

    @Test func `an unknown service is reported where it is named, with the nearest name`() throws {
        let found = try findings("services:\n  web:\n    image: a\n    depends_on:\n      - dbb\n  db: {image: b}\n")
        #expect(
            found == [
                Diagnostic(
                    .error,
                    "service 'web' depends on unknown service 'dbb'",
                    path: "services.web.depends_on.dbb",
                    at: Diagnostics.SourceLocation(file: "compose.yaml", line: 5, column: 9),
                    hint: "did you mean 'db'?"
                )
            ]
        )
    }

    @Test func `a dependency without an active profile is told both ways out`() throws {
        let text = "services: {web: {image: a, depends_on: [db]}, db: {image: b, profiles: [dev]}}"
        let found = try findings(text)
        #expect(found.map(\.message) == ["service 'web' depends on 'db', which no active profile enables"])
        #expect(found.first?.hint == "enable it with --profile dev, or write 'required: false' under the dependency")
        #expect(found.first?.notes.count == 1)
        #expect(try findings(text, profiles: ["dev"]).isEmpty)
        let optional = "{db: {condition: service_started, required: false}}"
        #expect(try findings(text.replacing("[db]", with: optional)).isEmpty)
    }

    @Test func `a cycle is shown as a path with the place of each step`() throws {
        let found = try findings(
            """
            services:
              a:
                image: x
                depends_on: [b]
              b:
                image: x
                links: [c]
              c:
                image: x
                network_mode: service:a
            """
        )
        #expect(found.map(\.message) == ["services depend on each other in a cycle: a -> b -> c -> a"])
        #expect(found.first?.location?.line == 4)
        #expect(
            found.first?.notes.map(\.message) == ["'a' depends on 'b'", "'b' depends on 'c'", "'c' depends on 'a'"]
        )
        #expect(found.first?.notes.map(\.location.line) == [4, 7, 10])
    }

    @Test func `two services cannot share a container name`() throws {
        let found = try findings(
            "services:\n  a: {image: x, container_name: one}\n  b: {image: x, container_name: one}\n"
        )
        #expect(found.map(\.message) == ["services 'a' and 'b' have the same container name 'one'"])
        #expect(found.first?.location?.line == 3)
        #expect(found.first?.notes.map(\.location.line) == [2])
    }

    @Test func `what no profile enables is not checked`() throws {
        #expect(try findings("services: {a: {profiles: [p], depends_on: [nobody]}}").isEmpty)
    }

    @Test func `services cannot both share a network and join others`() throws {
        let found = try findings("services: {a: {image: x, network_mode: host, networks: [n]}}\nnetworks: {n: }")
        #expect(found.map(\.message) == ["service 'a' has both 'network_mode' and 'networks'"])
    }
}
