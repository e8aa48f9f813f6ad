import ArgumentParser
import Testing

@testable import ComposeCommands

@Suite struct PlanCommandTests {
    private func plan(_ words: String...) throws -> PlanCommand { try PlanCommand.parse(words) }

    private func refusal(_ arguments: String...) -> CommandFailure? {
        do throws(CommandFailure) {
            _ = try CommandLineRequest.read(arguments)
            return nil
        } catch {
            return error
        }
    }

    @Test func `the other command gets its own options`() throws {
        let down = try #require(try plan("down", "--volumes", "-t5", "web").planned() as? DownCommand)
        #expect(down.volumes && down.grace.timeout == 5 && down.services == ["web"])
        let stop = try #require(try plan("stop", "web").planned() as? StopCommand)
        #expect(stop.services == ["web"])
    }

    @Test func `up is meant where no command is named`() throws {
        let bare = try #require(try plan().planned() as? UpCommand)
        #expect(bare.services.isEmpty)
        let named = try #require(try plan("--wait", "web").planned() as? UpCommand)
        #expect(named.waiting.wait && named.services == ["web"])
        let service = try #require(try plan("web").planned() as? UpCommand)
        #expect(service.services == ["web"])
    }

    @Test func `its own options may stand on either side of the command`() throws {
        #expect(try plan("--json", "up").json)
        let behind = try plan("up", "--json", "--dry-run", "web")
        #expect(behind.json && behind.words == ["up", "web"])
        #expect(try plan("up", "--dot").dot)
        #expect(try plan("--", "up").words == ["--", "up"])
        #expect(refusal("plan", "--json", "up", "--dot")?.message == "--json and --dot cannot be combined")
    }

    @Test func `a command without a plan is refused, and so are wrong options`() {
        #expect(
            refusal("plan", "logs")?.message
                == "'logs' has no plan; a service of that name is planned by 'plan up logs'"
        )
        #expect(refusal("plan", "down", "--rmi", "some")?.message == "invalid value for --rmi: \"some\"")
        #expect(refusal("plan", "up", "--frobnicate")?.hint == "see 'swiftcompose plan --help'")
        #expect(refusal("plan", "up", "-f", "x.yaml")?.hint == "run 'swiftcompose -f x.yaml plan up'")
    }

    @Test func `help is the plan's wherever it is asked for`() throws {
        guard case .help(let text) = try CommandLineRequest.read(["plan", "up", "--help"]) else {
            Issue.record("no help")
            return
        }
        #expect(text == PlanCommand.help)
    }

    @Test func `something to do has a status of its own`() {
        #expect(ExitStatus.changes.code == 2)
    }

    @Test func `a value that is left out does not take the next word`() {
        let up = UpCommand.self
        #expect(OptionalValues.writtenOut(["-d", "--timings", "web"], for: up) == ["-d", "--timings=-", "web"])
        #expect(OptionalValues.writtenOut(["--timings=a.json"], for: up) == ["--timings=a.json"])
        #expect(OptionalValues.writtenOut(["--", "--timings"], for: up) == ["--", "--timings"])
        #expect(OptionalValues.writtenOut(["--timings"], for: ExecCommand.self) == ["--timings"])
    }
}
