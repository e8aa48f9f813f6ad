internal import ArgumentParser
internal import ComposeLoader
internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// `swiftcompose with`: the services are there while a command of this machine runs, and gone afterwards.
struct WithCommand: ComposeCommand {
    static let configuration = CommandConfiguration(
        commandName: "with",
        _superCommandName: "swiftcompose",
        abstract: "Run a command of this machine with services up, and take them down.",
        usage: "swiftcompose with [<options>] [<service> ...] -- <command> ...",
        discussion: """
            The command finds SERVICE_HOST and SERVICE_PORT_80 in its environment, for every service and its ports. Its \
            exit code is that of this program. Options stand before the services.
            """
    )
    static let example = "swiftcompose with --isolated database -- pytest -q"

    @Option(
        name: [.customShort("p"), .long],
        help: ArgumentHelp("Name the project, as before the command.", valueName: "name")
    )
    var projectName: String?

    @Flag(
        name: .customLong("isolated"),
        help: "Use a name of its own and ports that the engine chooses, so that many can run at once."
    )
    var isIsolated = false

    @Flag(name: .customLong("take-over"), help: "Use a project that is there already; it goes at the end all the same.")
    var takesOver = false

    @Flag(
        name: .customLong("keep-on-failure"),
        help: "Leave the project for a look when the start or the command fails."
    )
    var keepsOnFailure = false

    @Option(
        name: .customLong("env-file"),
        help: ArgumentHelp("Write the variables of the command to a file, too.", valueName: "file")
    )
    var environmentFile: String?

    @OptionGroup
    var converge: ConvergeOptions

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seconds after which waiting for the services is given up.", valueName: "seconds")
    )
    var waitTimeout: Int?

    @OptionGroup
    var grace: TimeoutOption

    @OptionGroup
    var lock: LockOption

    @OptionGroup
    var report: ReportOptions

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp(
            "Services, all when none is named; behind '--' the command.",
            valueName: "service -- command"
        )
    )
    var words: [String] = []

    /// What stands before the first `--`.
    var services: [String] { Array(words.prefix { $0 != "--" }) }

    /// What stands behind the first `--`.
    var command: [String] { Array(words.drop { $0 != "--" }.dropFirst()) }

    func validate() throws {
        if let option = services.first(where: { $0.hasPrefix("-") }) {
            throw ValidationError("'\(option)' is no option of with, or stands behind a service")
        }
        guard !command.isEmpty else { throw ValidationError("with needs '--' and a command behind it") }
        if let waitTimeout, waitTimeout < 0 { throw ValidationError("--wait-timeout must not be negative") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let scaling = try converge.scaling()
        var open = try openProject(in: context)
        guard !open.project.services.isEmpty else {
            throw CommandFailure("no service selected", hint: "enable one with --profile, or name one")
        }
        try open.scale(scaling)
        let request = try self.request(for: open)
        guard !open.isDryRun else {
            try await open.carryOut(.converge(request), workOptions)
            return .success
        }
        if !isIsolated, !takesOver { try await open.refuseToTakeOver() }
        try Task.checkCancellation()
        return try await open.recording(report, "with") { open in
            let run = WithRun(
                open: open,
                request: request,
                work: workOptions,
                command: command,
                environmentFile: environmentFile,
                keepsOnFailure: keepsOnFailure,
                isIsolated: isIsolated
            )
            // In a task that nobody cancels, as the way down must not be.
            return try await Task { try await run.run() }.value
        }
    }

    // MARK: - The project

    private func openProject(in context: CommandContext) throws -> OpenProject {
        var globals = context.globals
        if let projectName { globals.projectName = projectName }
        let choice = ServiceChoice(services)
        let isDryRun = converge.effect.dryRun
        guard isIsolated else {
            return try CommandContext(globals, context.surroundings).openProject(choice, dryRun: isDryRun)
        }
        let suffix = IsolatedName.randomSuffix()
        let base = try Self.name(in: CommandContext(globals, context.surroundings))
        globals.projectName = IsolatedName.of(base, suffix: suffix)
        var open = try CommandContext(globals, context.surroundings).openProject(choice, dryRun: isDryRun)
        open.project = open.project.isolated(suffix: suffix)
        return open
    }

    /// The name that the project would have by itself.
    private static func name(in context: CommandContext) throws -> String {
        let given = context.globals.projectName ?? context.environment["COMPOSE_PROJECT_NAME"]
        if let given, !given.isEmpty { return given }
        guard !context.globals.files.contains("-") else {
            throw CommandFailure(
                "standard input cannot be read twice, for the project's name and for the project",
                hint: "name the project with -p"
            )
        }
        // Only for its name: what there is to be said of the files is said when they are loaded for good.
        var request = context.loadRequest
        request.resolvesEnvironment = false
        request.advises = false
        return try ProjectLoader.load(request).project.name
    }

    func request(for open: OpenProject) throws(CommandFailure) -> ConvergeRequest {
        var request = try converge.request(for: open)
        request.waits = true
        request.stopTimeout = grace.timeout
        return request
    }

    private var workOptions: WorkOptions {
        var options = WorkOptions("with")
        options.deadline = waitTimeout.flatMap { $0 > 0 ? $0 : nil }
        options.hidesLayers = converge.quietPull
        options.usesImages = true
        options.lockTimeout = lock.timeout
        options.assumesYes = converge.yes || converge.yesAsBefore
        return options
    }
}
