internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import TerminalOutput

/// `swiftcompose exec`: a command in a running container; ends with its exit code.
struct ExecCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("exec", "Execute a command in a running container.")
    static let example = "swiftcompose exec database psql -U app_user app_db"

    @Flag(name: .shortAndLong, help: "Leave the command running in the background.")
    var detach = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Set a variable; without a value it has the one it has here.", valueName: "name=value")
    )
    var env: [String] = []

    @Option(help: ArgumentHelp("Which replica; the first that runs when it is not said.", valueName: "number"))
    var index: Int?

    @OptionGroup
    var terminal: TerminalOptions

    @Flag(help: "Give the command all privileges.")
    var privileged = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Run as this user.", valueName: "user"))
    var user: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Run in this directory.", valueName: "directory"))
    var workdir: String?

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("The service, the command and its arguments.", valueName: "service command")
    )
    var words: [String] = []

    func validate() throws {
        guard words.count >= 2 else { throw ValidationError("exec needs a service and a command") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try await context.findProject(acceptsNothing: true)
        let container = try await ServiceTarget.find(
            words[0],
            index: index,
            project: open.project.name,
            engine: open.engine
        )
        guard !open.isDryRun else {
            let command = words.dropFirst().joined(separator: " ").printable
            try context.output.write("'\(command)' would be executed in container \(container.name)\n")
            return .success
        }
        var options = ExecSession.Options(command: Array(words.dropFirst()))
        options.environment = EnvironmentArgument.pairs(env, from: open.project.environment).map { "\($0)=\($1)" }
        options.user = user
        options.workingDirectory = workdir
        options.isPrivileged = privileged
        options.hasTerminal = terminal.hasTerminal(context) && !detach
        let session = ExecSession(engine: open.engine)
        guard !detach else {
            try await session.runDetached(options, in: container.id)
            return .success
        }
        let input = terminal.interactive ? try StandardInput() : nil
        let code = try await session.run(options, in: container.id, input: input, output: context.frames)
        return code == 0 ? .success : .container(code)
    }
}
