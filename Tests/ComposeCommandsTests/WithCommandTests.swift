import ArgumentParser
import Testing

@testable import ComposeCommands

@Suite struct WithCommandTests {
    private func with(_ arguments: String...) throws -> (command: WithCommand, globals: GlobalOptions) {
        guard case .run(let command, let globals) = try CommandLineRequest.read(arguments) else { throw ReadAsHelp() }
        return (try #require(command as? WithCommand), globals)
    }

    private struct ReadAsHelp: Error {}

    private func refusal(_ arguments: String...) -> String? {
        do throws(CommandFailure) {
            _ = try CommandLineRequest.read(arguments)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func `the command stands behind two dashes, and all of it is its own`() throws {
        let command = try with("with", "--isolated", "web", "db", "--", "psql", "-p", "5432", "--", "--help").command
        #expect(command.services == ["web", "db"])
        #expect(command.command == ["psql", "-p", "5432", "--", "--help"])
        #expect(command.isIsolated && !command.keepsOnFailure)
    }

    @Test func `no service means all`() throws {
        let command = try with("with", "--", "true").command
        #expect(command.services.isEmpty && command.command == ["true"])
    }

    @Test func `an env file before the command is read, and one after it is written`() throws {
        let (command, globals) = try with("--env-file", "in.env", "with", "--env-file", "out.env", "--", "true")
        #expect(globals.environmentFiles == ["in.env"])
        #expect(command.environmentFile == "out.env")
    }

    @Test func `options are read`() throws {
        let command = try with(
            "with",
            "-p",
            "shop",
            "--keep-on-failure",
            "--take-over",
            "--build",
            "--pull",
            "never",
            "-t",
            "3",
            "--wait-timeout",
            "60",
            "--lock-timeout",
            "9",
            "--",
            "true"
        ).command
        #expect(command.projectName == "shop" && command.keepsOnFailure && command.takesOver)
        #expect(command.converge.build && command.converge.pull == "never")
        #expect(command.grace.timeout == 3 && command.waitTimeout == 60 && command.lock.timeout == 9)
    }

    @Test func `a command line without a command is refused`() {
        #expect(refusal("with", "pytest") == "with needs '--' and a command behind it")
        #expect(refusal("with", "web", "--") == "with needs '--' and a command behind it")
        #expect(refusal("with") == "with needs '--' and a command behind it")
    }

    @Test func `an option in a wrong place is refused`() {
        let message = "'--isolated' is no option of with, or stands behind a service"
        #expect(refusal("with", "web", "--isolated", "--", "true") == message)
    }

    @Test func `the guard is no command for users`() throws {
        #expect(!CommandList.names.contains("with-guard"))
        #expect(!RootCommand.helpMessage().contains("with-guard"))
        guard
            case .run(let command, let globals) = try CommandLineRequest.read(
                ["--progress", "quiet", "-p", "shop", "with-guard", "--timeout=3", "--images"]
            )
        else {
            Issue.record("read as help")
            return
        }
        let guardian = try #require(command as? WithGuardCommand)
        #expect(globals.projectName == "shop" && guardian.grace.timeout == 3 && guardian.removesImages)
    }
}
