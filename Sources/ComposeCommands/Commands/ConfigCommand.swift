internal import ArgumentParser
internal import TerminalOutput

/// `swiftcompose config`: the project as it is understood, or a part of it.
struct ConfigCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "config",
        "Check the files, and print the project that they make.",
        aliases: ["convert"]
    )
    static let example = "swiftcompose config --format json"

    @Flag(help: "Print the variables that files are interpolated with.")
    var environment = false

    @Option(help: ArgumentHelp("Print as yaml or json; variables as table, too.", valueName: "format"))
    var format: String?

    @Option(help: ArgumentHelp("Print the config hash of services, '*' for all.", valueName: "services"))
    var hash: String?

    @Flag(help: "Print the names of images.")
    var images = false

    @Flag(help: "Print the names of models.")
    var models = false

    @Flag(help: "Print the keys of networks.")
    var networks = false

    @Flag(help: "Do not check that parts refer to each other correctly.")
    var noConsistency = false

    @Flag(help: "Do not read the env files of services.")
    var noEnvResolution = false

    @Flag(help: "Leave variables as they stand.")
    var noInterpolate = false

    @Flag(help: "Do not write out what is implied.")
    var noNormalize = false

    @Flag(help: "Leave relative paths as they stand.")
    var noPathResolution = false

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file")
    )
    var output: String?

    @Flag(help: "Print the names of profiles.")
    var profiles = false

    @Flag(name: .shortAndLong, help: "Only check.")
    var quiet = false

    @Flag(name: .customLong("services"), help: "Print the names of services, dependencies first.")
    var listsServices = false

    @Flag(help: "Print the variables that the files use.")
    var variables = false

    @Flag(help: "Print the keys of volumes.")
    var volumes = false

    @Argument(help: "Services to print, with what they depend on; all when none is named.")
    var services: [String] = []

    func validate() throws {
        guard let format, !format.isEmpty else { return }
        let known = variables ? ["yaml", "json", "table"] : ["yaml", "json"]
        if !known.contains(format) { throw ValidationError("unsupported format \"\(format)\"") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let text = try ConfigReader(options: self, context: context).text()
        guard !quiet else { return .success }
        if let output, !output.isEmpty {
            try FileWriter.write(text, to: output)
        } else {
            try context.output.write(text)
        }
        return .success
    }
}
