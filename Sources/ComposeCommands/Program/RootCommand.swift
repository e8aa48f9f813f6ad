internal import ArgumentParser

/// The program as its help shows it; never run, since `CommandLineRequest` reads the command line piece by piece.
struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swiftcompose",
        abstract: "Define and run applications of many containers.",
        usage: "swiftcompose [<global options>] <command> [<options>] [<service> ...]",
        discussion: """
            Reads compose.yaml in the current directory or above it. Global options stand before the command.

            Example: swiftcompose -f compose.yaml up --wait
            """,
        groupedSubcommands: CommandList.groups.map { group in
            CommandGroup(name: group.name, subcommands: group.commands.map { $0 as any ParsableCommand.Type })
        }
    )

    @OptionGroup(title: "Global options")
    var globals: GlobalOptions
}
