import ArgumentParser
import Testing

@testable import ComposeCommands

@Suite struct CommandLineTests {
    private func run<Command: ComposeCommand>(
        _ type: Command.Type,
        _ arguments: String...
    ) throws -> (command: Command, globals: GlobalOptions) {
        guard case .run(let command, let globals) = try CommandLineRequest.read(arguments) else {
            throw ReadAsHelp()
        }
        return (try #require(command as? Command), globals)
    }

    private struct ReadAsHelp: Error {}

    private func help(_ arguments: String...) throws -> String? {
        guard case .help(let text) = try CommandLineRequest.read(arguments) else { return nil }
        return text
    }

    private func refusal(_ arguments: String...) -> CommandFailure? {
        do throws(CommandFailure) {
            _ = try CommandLineRequest.read(arguments)
            return nil
        } catch {
            return error
        }
    }

    @Test func `options before the command are global and those after it are its own`() throws {
        let (command, globals) = try run(VersionCommand.self, "-f", "a.yaml", "--file=b.yaml", "version", "-f", "json")
        #expect(globals.files == ["a.yaml", "b.yaml"])
        #expect(command.format == "json")
    }

    @Test func `short global options take joined values`() throws {
        let (_, globals) = try run(StopCommand.self, "-fcompose.yaml", "-p=shop", "-f", "-", "stop")
        #expect(globals.files == ["compose.yaml", "-"])
        #expect(globals.projectName == "shop")
    }

    @Test func `a global value may look like an option or a command`() throws {
        let (_, globals) = try run(StopCommand.self, "--parallel", "-1", "--project-name", "up", "stop")
        #expect(globals.parallel == -1)
        #expect(globals.projectName == "up")
    }

    @Test func `all global options are read`() throws {
        let (_, globals) = try run(
            StopCommand.self,
            "--all-resources",
            "--ansi",
            "never",
            "--compatibility",
            "--dry-run",
            "--env-file",
            "a.env",
            "--env-file",
            "b.env",
            "--profile",
            "dev",
            "--profile",
            "test",
            "--progress",
            "json",
            "--project-directory",
            "/srv",
            "--insecure-registry",
            "r",
            "--verbose",
            "stop"
        )
        #expect(globals.allResources && globals.compatibility && globals.dryRun && globals.verbose)
        #expect(globals.environmentFiles == ["a.env", "b.env"])
        #expect(globals.profiles == ["dev", "test"])
        #expect(globals.ansi == "never" && globals.progress == "json")
        #expect(globals.projectDirectory == "/srv")
    }

    @Test(arguments: GlobalOptions.valueOptions.sorted())
    func `every option that is known to take a value takes one`(option: String) throws {
        let value =
            ["--ansi": "never", "--diagnostics": "json", "--progress": "plain", "--parallel": "4"][option] ?? "x"
        let (_, globals) = try run(VersionCommand.self, option, value, "version")
        let texts = [
            globals.ansi, globals.progress, globals.projectDirectory, globals.projectName, globals.workdir,
            globals.parallel.map { "\($0)" }, globals.diagnostics,
        ]
        let lists = globals.files + globals.environmentFiles + globals.profiles + globals.insecureRegistries
        #expect(texts.contains(value) || lists.contains(value))
    }

    @Test func `without a command there is help`() throws {
        let text = try #require(try help())
        #expect(text.contains("up") && text.contains("--project-name") && text.contains("EXAMPLE") == false)
        #expect(try help("--help") == text)
        #expect(try help("-f", "x.yaml") == text)
    }

    @Test(arguments: CommandList.names)
    func `the help of every command ends with its example`(name: String) throws {
        let type = try #require(CommandList.command(named: name))
        let text = try #require(try help(name, "--help"))
        #expect(text.hasSuffix("\n  \(type.example)"))
        #expect(type.example.hasPrefix("swiftcompose \(name)"))
        #expect(text.contains("USAGE: swiftcompose \(name)"))
        #expect(try help("help", name) == text)
    }

    @Test(arguments: CommandList.names)
    func `the example of every command can be run`(name: String) throws {
        let type = try #require(CommandList.command(named: name))
        let words = type.example.split(separator: " ").dropFirst().map { String($0) }
        guard case .run = try CommandLineRequest.read(words) else {
            Issue.record("the example asks for help")
            return
        }
    }

    @Test func `the version can be asked for by flag`() throws {
        #expect(try run(VersionCommand.self, "--version").command.text == "swiftcompose version 0.1.0")
        #expect(try run(VersionCommand.self, "-v").command.text == "swiftcompose version 0.1.0")
        #expect(try run(VersionCommand.self, "version", "--short").command.text == "0.1.0")
        #expect(try run(VersionCommand.self, "version", "-f", "json").command.text == #"{"version":"0.1.0"}"#)
    }

    @Test func `an unknown command is named with the nearest one`() {
        #expect(refusal("dwn") == CommandFailure("unknown command 'dwn'", hint: "did you mean 'down'?"))
        #expect(refusal("help", "dwn")?.hint == "did you mean 'down'?")
        #expect(refusal("frobnicate")?.hint == "see 'swiftcompose --help' for the commands")
    }

    @Test func `a wrong option says where help is`() {
        #expect(refusal("up", "--frobnicate")?.hint == "see 'swiftcompose up --help'")
        #expect(refusal("--frobnicate", "up")?.hint == "see 'swiftcompose --help'")
    }

    @Test func `a global option after the command is told where it belongs`() {
        let failure = refusal("up", "-d", "-f", "x.yaml", "web")
        #expect(failure?.message == "'-f' is a global option, and stands before the command")
        #expect(failure?.hint == "run 'swiftcompose -f x.yaml up -d web'")
    }

    @Test(arguments: [
        (["--ansi", "maybe", "up"], "unsupported --ansi value \"maybe\""),
        (["--progress", "loud", "up"], "unsupported --progress value \"loud\""),
        (["--diagnostics", "xml", "up"], "unsupported --diagnostics value \"xml\""),
        (["--no-ansi", "--ansi", "auto", "up"], "--no-ansi and --ansi cannot be combined"),
        (
            ["--workdir", "a", "--project-directory", "b", "up"],
            "--workdir and --project-directory mean the same: give one of them"
        ),
        (["up", "--build", "--no-build"], "--build and --no-build are incompatible"),
        (["up", "--force-recreate", "--no-recreate"], "--force-recreate and --no-recreate are incompatible"),
        (["up", "-V", "--no-recreate"], "--no-recreate and --renew-anon-volumes are incompatible"),
        (
            ["up", "--always-recreate-deps", "--no-recreate"],
            "--always-recreate-deps and --no-recreate are incompatible"
        ),
        (["up", "--pull", "sometimes"], "invalid --pull option \"sometimes\""),
        (["up", "--wait", "--wait-timeout", "-1"], "--wait-timeout must not be negative"),
        (["up", "--attach", "a", "--attach-dependencies"], "cannot combine --attach and --attach-dependencies"),
        (
            ["up", "--abort-on-container-exit", "--abort-on-container-failure"],
            "--abort-on-container-failure cannot be combined with --abort-on-container-exit"
        ),
        (
            ["up", "--wait", "--exit-code-from", "a"],
            "--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies"
        ),
        (
            ["up", "-d", "--attach", "a"],
            "--detach cannot be combined with --abort-on-container-exit, --abort-on-container-failure, --attach or "
                + "--attach-dependencies"
        ),
        (["down", "--rmi", "some"], "invalid value for --rmi: \"some\""),
        (["build", "--memory", "lots"], "invalid --memory value \"lots\""),
        (
            ["config", "--no-interpolate", "--lock-image-digests"],
            "digests cannot be resolved with --no-interpolate: variables are no images"
        ),
        (["config", "--format", "xml"], "unsupported format \"xml\""),
    ])
    func `combinations that make no sense are refused`(arguments: [String], message: String) {
        do throws(CommandFailure) {
            _ = try CommandLineRequest.read(arguments)
            Issue.record("accepted")
        } catch {
            #expect(error.message == message)
        }
    }

    @Test func `a code is taken from a service that fails`() throws {
        let up = try run(UpCommand.self, "up", "--exit-code-from", "web", "--abort-on-container-failure").command
        #expect(!up.attachment.stopsOnExit)
        #expect(try run(UpCommand.self, "up", "--exit-code-from", "web").command.attachment.stopsOnExit)
    }
}
