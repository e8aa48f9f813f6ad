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

    @Option(help: ArgumentHelp("Print all that was said about one value, and what decided.", valueName: "path"))
    var explain: String?

    @Option(help: ArgumentHelp("Print as yaml or json; variables as table, too.", valueName: "format"))
    var format: String?

    @Option(help: ArgumentHelp("Print the config hash of services, '*' for all.", valueName: "services"))
    var hash: String?

    @Flag(help: "Print the names of images.")
    var images = false

    @Flag(help: "Print the images alone, with their digests, as a file to lay over the project's own.")
    var lockImageDigests = false

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

    @Flag(help: "Print behind each value where it comes from.")
    var origins = false

    @Option(
        name: [.customShort("o", allowingJoined: true), .long],
        help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file")
    )
    var output: String?

    @Flag(help: "Print the names of profiles.")
    var profiles = false

    @Flag(name: .shortAndLong, help: "Only check.")
    var quiet = false

    @Flag(help: "Name images by what their registries have now.")
    var resolveImageDigests = false

    @Flag(name: .customLong("services"), help: "Print the names of services, dependencies first.")
    var listsServices = false

    @Flag(help: "Print the variables that the files use.")
    var variables = false

    @Flag(help: "Print the keys of volumes.")
    var volumes = false

    @Argument(help: "Services to print, with what they depend on; all when none is named.")
    var services: [String] = []

    func validate() throws {
        if noInterpolate, resolveImageDigests || lockImageDigests {
            throw ValidationError("digests cannot be resolved with --no-interpolate: variables are no images")
        }
        if origins || explain != nil {
            if noInterpolate { throw ValidationError("origins are not known with --no-interpolate") }
            if resolveImageDigests || lockImageDigests {
                throw ValidationError("digests are in no file: leave them out to see origins")
            }
            if format == "json" { throw ValidationError("origins are comments, and JSON has none") }
        }
        guard let format, !format.isEmpty else { return }
        let known = variables ? ["yaml", "json", "table"] : ["yaml", "json"]
        if !known.contains(format) { throw ValidationError("unsupported format \"\(format)\"") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let text = try await ConfigReader(options: self, context: context).text()
        guard !quiet else { return .success }
        if let output, !output.isEmpty {
            try FileWriter.write(text, to: output)
        } else {
            try context.output.write(text)
        }
        return .success
    }
}
