internal import ArgumentParser
internal import TerminalOutput

/// The options that stand before the command and count for every command.
struct GlobalOptions: ParsableArguments {
    /// Those that take a value, by every spelling; `CommandLineSplit` needs to know them to find the command.
    static let valueOptions: Set<String> = [
        "--ansi", "--diagnostics", "--env-file", "--file", "-f", "--insecure-registry", "--parallel", "--profile",
        "--progress", "--project-directory", "--project-name", "-p", "--workdir",
    ]

    @Flag(help: "Keep networks, volumes and other resources that no service uses.")
    var allResources = false

    @Option(help: ArgumentHelp("Write control sequences: auto, always or never.", valueName: "when"))
    var ansi: String?

    @Flag(help: "Join names with '_', as version 1 of Docker Compose did.")
    var compatibility = false

    @Option(
        help: ArgumentHelp("Print problems as text or json, which is one object a line.", valueName: "format")
    )
    var diagnostics: String?

    @Flag(help: "Show what would be done, and do nothing.")
    var dryRun = false

    @Option(
        name: .customLong("env-file"),
        help: ArgumentHelp("Read variables from a file instead of '.env'; may be repeated.", valueName: "file")
    )
    var environmentFiles: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp("Read a compose file, '-' for standard input; may be repeated.", valueName: "file")
    )
    var files: [String] = []

    @Option(help: ArgumentHelp("Limit how many engine calls are under way at once; -1 for no limit.", valueName: "n"))
    var parallel: Int?

    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp("Enable a profile, '*' for all; may be repeated.", valueName: "name")
    )
    var profiles: [String] = []

    @Option(help: ArgumentHelp("Show progress as auto, tty, plain, json or quiet.", valueName: "how"))
    var progress: String?

    @Option(
        help: ArgumentHelp("Resolve relative paths from here instead of the first file's directory.", valueName: "path")
    )
    var projectDirectory: String?

    @Option(name: [.customShort("p"), .long], help: ArgumentHelp("Name the project.", valueName: "name"))
    var projectName: String?

    @Flag(help: "Count every warning about the files or the plan as an error.")
    var strict = false

    @Option(name: .customLong("insecure-registry"), help: .hidden)
    var insecureRegistries: [String] = []

    @Flag(name: .customLong("no-ansi"), help: .hidden)
    var disablesANSI = false

    @Flag(help: .hidden)
    var verbose = false

    @Flag(name: [.customShort("v"), .customLong("version")], help: .hidden)
    var version = false

    @Option(help: .hidden)
    var workdir: String?

    func validate() throws {
        if workdir != nil, projectDirectory != nil {
            throw ValidationError("--workdir and --project-directory mean the same: give one of them")
        }
        if disablesANSI, ansi != nil { throw ValidationError("--no-ansi and --ansi cannot be combined") }
        if let ansi, ANSIMode(rawValue: ansi) == nil { throw ValidationError("unsupported --ansi value \"\(ansi)\"") }
        if let diagnostics, DiagnosticsFormat(rawValue: diagnostics) == nil {
            throw ValidationError("unsupported --diagnostics value \"\(diagnostics)\"")
        }
        if let progress, ProgressMode(progress) == nil {
            throw ValidationError("unsupported --progress value \"\(progress)\"")
        }
    }
}

extension GlobalOptions {
    var diagnosticsFormat: DiagnosticsFormat { diagnostics.flatMap { DiagnosticsFormat(rawValue: $0) } ?? .text }
}
