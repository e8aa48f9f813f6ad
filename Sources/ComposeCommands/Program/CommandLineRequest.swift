internal import ArgumentParser
internal import Diagnostics

/// What a command line asks for.
enum CommandLineRequest {
    case help(String)
    case run(any ComposeCommand, GlobalOptions)

    /// - Throws: how the command line is wrong; every such error is a `CommandFailure`.
    static func read(_ arguments: [String]) throws(CommandFailure) -> CommandLineRequest {
        let split = CommandLineSplit(arguments)
        guard let globals = try parse(GlobalOptions.self, split.globals, seeHelpOf: nil) else {
            return .help(RootCommand.helpMessage())
        }
        if globals.version, let command = try parse(VersionCommand.self, [], seeHelpOf: "version") {
            return .run(command, globals)
        }
        guard let name = split.command else { return .help(RootCommand.helpMessage()) }
        if name == "help" { return .help(try help(for: split.rest.first)) }
        guard let type = CommandList.command(named: name) else { throw unknownCommand(name) }
        // `exec` and `run` hand on every word from the service on, and the parser counts these flags among them.
        if let first = split.rest.first, ["-h", "--help"].contains(first) { return .help(type.help) }
        return try read(type, split, globals)
    }

    private static func read<Command: ComposeCommand>(
        _ type: Command.Type,
        _ split: CommandLineSplit,
        _ globals: GlobalOptions
    ) throws(CommandFailure) -> CommandLineRequest {
        do throws(CommandFailure) {
            guard let command = try parse(type, split.rest, seeHelpOf: type._commandName) else {
                return .help(type.help)
            }
            return .run(command, globals)
        } catch {
            throw misplacedGlobals(type, split) ?? error
        }
    }

    /// nil when the arguments ask for help.
    private static func parse<Arguments: ParsableArguments>(
        _ type: Arguments.Type,
        _ arguments: [String],
        seeHelpOf command: String?
    ) throws(CommandFailure) -> Arguments? {
        do {
            return try type.parse(OptionalValues.writtenOut(arguments, for: type))
        } catch {
            guard !type.exitCode(for: error).isSuccess else { return nil }
            let name = command.map { "swiftcompose \($0)" } ?? "swiftcompose"
            let message = type.message(for: error)
            throw CommandFailure(message.prefix(1).lowercased() + message.dropFirst(), hint: "see '\(name) --help'")
        }
    }

    private static func help(for name: String?) throws(CommandFailure) -> String {
        guard let name else { return RootCommand.helpMessage() }
        guard let type = CommandList.command(named: name) else { throw unknownCommand(name) }
        return type.help
    }

    private static func unknownCommand(_ name: String) -> CommandFailure {
        let nearest = nearestName(to: name, among: CommandList.names)
        let hint = nearest.map { "did you mean '\($0)'?" } ?? "see 'swiftcompose --help' for the commands"
        return CommandFailure("unknown command '\(name)'", hint: hint)
    }

    /// The better words for an error that is only about global options after the command; nil for any other.
    private static func misplacedGlobals<Command: ComposeCommand>(
        _ type: Command.Type,
        _ split: CommandLineSplit
    ) -> CommandFailure? {
        let (found, left) = split.strayGlobals()
        guard let option = found.first else { return nil }
        // When the rest is no command line either, its own error is the one to tell.
        guard (try? parse(type, left, seeHelpOf: nil)) != nil else { return nil }
        return CommandFailure(
            "'\(option)' is a global option, and stands before the command",
            hint: "run 'swiftcompose \((found + [type._commandName] + left).joined(separator: " "))'"
        )
    }
}
