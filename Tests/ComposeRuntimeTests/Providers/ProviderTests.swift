import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections
import Synchronization
import Testing

@testable import ComposeRuntime

/// What programs that provide services say, and what they are told.
@Suite struct ProviderTests {
    private final class Screen: Sendable {
        let lines = Mutex<[String]>([])
    }

    @Test func `messages become news, variables and problems`() {
        let screen = Screen()
        let dialogue = ProviderDialogue(definition: #"{"provider":{}}"#) { line in
            screen.lines.withLock { $0.append(line) }
        }
        #expect(dialogue.hear(#"{"type":"info","message":"making it\nslowly"}"#) == .nothing)
        #expect(dialogue.hear(#"{"type":"debug","message":"x"}"#) == .nothing)
        #expect(dialogue.hear("") == .nothing)
        #expect(dialogue.hear(#"{"type":"setenv","message":"URL=http://a?b=c"}"#) == .nothing)
        #expect(dialogue.hear(#"{"type":"rawsetenv","message":"TOKEN="}"#) == .nothing)
        #expect(dialogue.hear(#"{"type":"get-service-config"}"#) == .line(#"{"provider":{}}"#))
        #expect(screen.lines.withLock { $0 } == ["making it"])
        #expect(dialogue.variables.prefixed == ["URL": "http://a?b=c"])
        #expect(dialogue.variables.raw == ["TOKEN": ""])
        #expect(dialogue.problem == nil)

        #expect(dialogue.hear(#"{"type":"error","message":"no credit"}"#) == .end)
        #expect(dialogue.hear("Segmentation fault") == .end)
        #expect(dialogue.problem == "no credit")
    }

    @Test(arguments: ["hello", #"{"type":"dance","message":""}"#, #"{"type":"setenv","message":"URL"}"#])
    func `what is not understood ends the program`(line: String) {
        let dialogue = ProviderDialogue(definition: "") { _ in }
        #expect(dialogue.hear(line) == .end)
        #expect(dialogue.problem != nil)
    }

    private let provider: ServiceProvider = {
        var provider = ServiceProvider(type: "cloud")
        provider.options = ["size": ["3"], "zone": ["a", "b"]]
        return provider
    }()

    @Test func `options are passed on, all of them to a program that does not say which it takes`() throws {
        let silent = ProviderMetadata(output: ["usage: cloud"])
        #expect(try silent.arguments(for: .up, provider) == ["--size=3", "--zone=a", "--zone=b"])
        #expect(silent.stop == nil)

        let text = #"""
            {"description": "clouds",
             "up": {"parameters": [{"name": "size", "required": true, "type": "integer"}]},
             "down": {}, "stop": {}}
            """#
        let spoken = ProviderMetadata(output: text.split(separator: "\n").map { String($0) })
        #expect(try spoken.arguments(for: .up, provider) == ["--size=3"])
        #expect(try spoken.arguments(for: .down, provider) == [])
        #expect(spoken.stop != nil)
        #expect(throws: StepError.self) { try spoken.arguments(for: .up, ServiceProvider(type: "cloud")) }
    }

    @Test func `variables stand over the service's own, and are no part of its hash`() throws {
        let specifying = Specifying { $0.environment = ["DB_URL": "old", "MODE": "fast"] }
        var specification = try specifying.made()
        let labels = specification.creation.config.labels
        specification.add(["DB_URL": "new=er", "A": "1"])
        #expect(specification.creation.config.environment == ["A=1", "DB_URL=new=er", "MODE=fast"])
        #expect(specification.creation.config.labels == labels)
    }

    @Test func `variables are kept for each service`() {
        let provided = ProvidedVariables()
        provided.add(["A": "1", "B": "1"], for: "web")
        provided.add(["B": "2"], for: "web")
        #expect(provided.variables(for: "web") == ["A": "1", "B": "2"])
        #expect(provided.variables(for: "api") == [:])
    }
}
