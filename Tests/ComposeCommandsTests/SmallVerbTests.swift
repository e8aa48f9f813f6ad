import ArgumentParser
import Testing

@testable import ComposeCommands

/// What `kill`, `rm` and `scale` take, and what counts as a yes.
@Suite struct SmallVerbTests {
    @Test func `signals are named or numbered`() throws {
        #expect(try KillCommand.parse([]).signal == "SIGKILL")
        #expect(try KillCommand.parse(["-s", "HUP", "web"]).signal == "HUP")
        #expect(try KillCommand.parse(["--signal=9", "--remove-orphans"]).removeOrphans)
    }

    @Test func `flags of rm can be joined`() throws {
        let command = try RmCommand.parse(["-fsv", "web"])
        #expect(command.force && command.stop && command.volumes)
        #expect(command.services == ["web"])
        #expect(try RmCommand.parse(["-a"]).all)
    }

    @Test func `scaling names services and numbers`() throws {
        let command = try ScaleCommand.parse(["web=3", "--no-deps", "db=0"])
        #expect(try command.scaling().map(\.service) == ["web", "db"])
        #expect(try command.scaling().map(\.count) == [3, 0])
        #expect(command.noDeps)
        #expect(throws: (any Error).self) { try ScaleCommand.parse([]) }
        let wrong = try ScaleCommand.parse(["web"])
        #expect(throws: CommandFailure("invalid scale specifier: web", hint: "write SERVICE=NUM, such as web=3")) {
            try wrong.scaling()
        }
    }

    @Test(arguments: ["y", "Y", "yes", " YES \r", "true", "1", "t"])
    func `a yes is a yes`(answer: String) {
        #expect(Prompt.isYes(answer))
    }

    @Test(arguments: ["", "n", "no", "yep", "0", "sure"])
    func `anything else is a no`(answer: String) {
        #expect(!Prompt.isYes(answer))
    }
}
