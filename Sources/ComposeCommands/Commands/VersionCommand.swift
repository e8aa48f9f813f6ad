internal import ArgumentParser
internal import TerminalOutput

/// `swiftcompose version`: asks nobody, neither files nor the engine.
struct VersionCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("version", "Show the version of the program.")
    static let example = "swiftcompose version --short"

    @Option(
        name: [.customShort("f", allowingJoined: true), .long],
        help: ArgumentHelp("Show the version as pretty or json.", valueName: "format")
    )
    var format: String?

    @Flag(help: "Show the number alone.")
    var short = false

    func validate() throws {
        guard let format, format != "pretty", format != "json", !format.isEmpty else { return }
        throw ValidationError("unsupported --format value \"\(format)\"")
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        try context.output.write(text + "\n")
        return .success
    }

    var text: String {
        let version = ComposeProgram.version
        if short { return version }
        return format == "json" ? "{\"version\":\(version.jsonQuoted)}" : "swiftcompose version \(version)"
    }
}
