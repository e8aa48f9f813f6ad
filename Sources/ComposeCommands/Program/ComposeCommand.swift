internal import ArgumentParser

/// One command of the program: its options, and what they come to.
///
/// Holds the options and nothing else. It turns them into an intent or a request, makes the call, renders the answer and
/// decides the status; options that stand before the command are in the context.
protocol ComposeCommand: ParsableCommand, Sendable {
    /// A whole command line with which the help ends.
    static var example: String { get }

    /// Carries the command out.
    ///
    /// - Throws: whatever stands in the way; `FailureNotice` says what is printed of it.
    func run(in context: CommandContext) async throws -> ExitStatus
}

extension ComposeCommand {
    /// The text for `--help`, without a line break at its end.
    static var help: String {
        var text = helpMessage()
        while text.last?.isNewline == true { text.removeLast() }
        return text + "\n\nEXAMPLE:\n  \(example)"
    }
}

extension CommandConfiguration {
    /// How a command of the program is called and what it does, in one sentence.
    static func command(_ name: String, _ abstract: String, aliases: [String] = []) -> CommandConfiguration {
        CommandConfiguration(
            commandName: name,
            _superCommandName: "swiftcompose",
            abstract: abstract,
            aliases: aliases
        )
    }
}
