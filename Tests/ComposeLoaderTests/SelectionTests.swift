import ComposeModel
import Diagnostics
import OrderedCollections
import Testing
import YAML

@testable import ComposeLoader

@Suite struct SelectionTests {
    private static let text = """
        services:
          web: {image: x, depends_on: [api], networks: [front]}
          api: {image: x, depends_on: [db], volumes: ["data:/d"]}
          db: {image: x, secrets: [s]}
          debug: {image: x, profiles: [dev], depends_on: [tool]}
          tool: {image: x, profiles: [tools, dev2]}
        networks: {front: , unused: }
        volumes: {data: , spare: }
        secrets: {s: {file: ./s}, t: {file: ./t}}
        """

    private func project(_ profiles: String...) throws -> Project {
        try Decoding.cleanProject(Self.text, profiles: profiles)
    }

    private func problems(_ body: () throws(DiagnosticsError) -> Project) -> [Diagnostic] {
        do throws(DiagnosticsError) {
            _ = try body()
            return []
        } catch {
            return error.diagnostics
        }
    }

    @Test func `profiles enable services`() throws {
        #expect(try project().services.keys == ["web", "api", "db"])
        #expect(try project().disabledServices.keys == ["debug", "tool"])
        #expect(try project("dev").services.keys == ["web", "api", "db", "debug"])
        #expect(try project("*").disabledServices.isEmpty)
    }

    @Test func `naming a disabled service activates its profiles and keeps file order`() throws {
        let enabled = try project().enabling(services: ["debug", "web"])
        #expect(enabled.services.keys == ["web", "api", "db", "debug"])
        #expect(enabled.profiles == ["dev"])
        let both = enabled.enabling(services: ["tool"])
        #expect(both.profiles == ["dev", "tools", "dev2"])
        #expect(both.services.keys == ["web", "api", "db", "debug", "tool"])
    }

    @Test func `a selection keeps dependencies and drops edges to the rest`() throws {
        let selected = try project().selecting(services: ["api"], includingDependencies: true)
        #expect(selected.services.keys == ["api", "db"])
        #expect(Set(selected.disabledServices.keys) == ["debug", "tool", "web"])
        let alone = try project().selecting(services: ["api"], includingDependencies: false)
        #expect(alone.services.keys == ["api"])
        #expect(alone.services["api"]?.dependencies.isEmpty == true)
        #expect(try project().selecting(services: [], includingDependencies: true).services.count == 3)
    }

    @Test func `patterns select`() throws {
        #expect(try project().selecting(services: ["?eb"], includingDependencies: false).services.keys == ["web"])
    }

    @Test func `an unknown service is refused with the nearest name`() throws {
        let all = try project()
        let found = problems { () throws(DiagnosticsError) -> Project in
            try all.selecting(services: ["webb", "zzz*", "debug"], includingDependencies: true)
        }
        #expect(found.map(\.message) == ["no such service: webb", "no such service: zzz*", "no such service: debug"])
        #expect(found.map(\.hint) == ["did you mean 'web'?", nil, "enable it with --profile dev"])
    }

    @Test func `a dependency that stays disabled is refused`() throws {
        let all = try project("dev")
        let found = problems { () throws(DiagnosticsError) -> Project in
            try all.selecting(services: ["debug"], includingDependencies: true)
        }
        #expect(found.map(\.message) == ["service 'debug' depends on 'tool', which is not enabled"])
        #expect(found.first?.hint == "enable it with --profile tools, or write 'required: false'")
        #expect(found.first?.location?.line == 5)
    }

    @Test func `resources that nobody uses are dropped`() throws {
        let lean = try project().removingUnusedResources()
        #expect(lean.networks.keys == ["front", "default"])
        #expect(lean.volumes.keys == ["data"])
        #expect(lean.secrets.keys == ["s"])
        let web = try project().selecting(services: ["web"], includingDependencies: false).removingUnusedResources()
        #expect(web.networks.keys == ["front"])
        #expect(web.volumes.isEmpty)
    }
}
