internal import ArgumentParser
internal import ComposeLoader
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import TerminalOutput

/// `swiftcompose run`: one more container of a service for one command; ends with its exit code.
struct RunCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("run", "Run a one-off command on a service.")
    static let example = "swiftcompose run --rm app pytest -q"

    @Flag(help: "Build the image first.")
    var build = false

    @Option(help: ArgumentHelp("Add a capability; may be repeated.", valueName: "name"))
    var capAdd: [String] = []

    @Option(help: ArgumentHelp("Take a capability away; may be repeated.", valueName: "name"))
    var capDrop: [String] = []

    @Flag(name: .shortAndLong, help: "Leave the container running in the background and print its id.")
    var detach = false

    @Option(help: ArgumentHelp("The entrypoint in place of the image's.", valueName: "command"))
    var entrypoint: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Set a variable; without a value it has the one it has here.", valueName: "name=value")
    )
    var env: [String] = []

    @OptionGroup
    var terminal: TerminalOptions

    @Option(name: .shortAndLong, help: ArgumentHelp("Add a label; may be repeated.", valueName: "name=value"))
    var label: [String] = []

    @Option(help: ArgumentHelp("The container's name.", valueName: "name"))
    var name: String?

    @Flag(help: "Do not start what the service depends on.")
    var noDeps = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Publish a port; may be repeated.", valueName: "port"))
    var publish: [String] = []

    @Option(help: ArgumentHelp("When to pull images: always, missing or never.", valueName: "policy"))
    var pull: String?

    @Flag(name: .shortAndLong, help: "Show no progress.")
    var quiet = false

    @Flag(help: "Do not show what the builder prints.")
    var quietBuild = false

    @Flag(help: "Do not show how far pulls are.")
    var quietPull = false

    @Flag(help: "Remove containers of services that the project no longer has.")
    var removeOrphans = false

    @Flag(name: .customLong("rm"), help: "Remove the container when it ends.")
    var removes = false

    @Flag(name: [.customShort("P"), .long], help: "Publish the service's ports.")
    var servicePorts = false

    @Flag(help: "Let others find the container under the service's names.")
    var useAliases = false

    @Option(name: .shortAndLong, help: ArgumentHelp("Run as this user.", valueName: "user"))
    var user: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Mount a volume or path; may be repeated.", valueName: "volume"))
    var volume: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Run in this directory.", valueName: "directory"))
    var workdir: String?

    @OptionGroup
    var lock: LockOption

    @OptionGroup
    var report: ReportOptions

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp("The service, and a command in place of its own.", valueName: "service command")
    )
    var words: [String] = []

    func validate() throws {
        if words.isEmpty { throw ValidationError("run needs a service") }
        if servicePorts, !publish.isEmpty {
            throw ValidationError("--service-ports and --publish are incompatible")
        }
        if let pull, !["always", "missing", "never"].contains(pull) {
            throw ValidationError("invalid --pull option \"\(pull)\"")
        }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let open = try context.openProject(ServiceChoice([words[0]], followsDependencies: true))
        guard !open.isDryRun else {
            try await preview(open)
            return .success
        }
        return try await open.recording(report, "run") { try await carryOut(in: $0, context) }
    }

    private func carryOut(in open: OpenProject, _ context: CommandContext) async throws -> ExitStatus {
        let options = try oneOffOptions(open, context)
        var work = WorkOptions("run", lock)
        work.hidesLayers = quietPull
        work.hidesBuild = quietBuild
        work.usesImages = true
        let display = quiet ? nil : open.makeDisplay()
        let log = BuildLog(output: context.errors, display: display ?? open.makeDisplay(), mode: open.settings.progress)
        var session = try open.sessionOptions(work, display ?? open.makeDisplay(), log)
        if display == nil { session.progress = { _ in } }
        let exclusively = session.exclusively
        var announced = ConvergeRequest()
        announced.targets = [words[0]]
        let intent = Intent.converge(announced)
        session.exclusively = { work in
            try await open.supervised(intent, as: "run", tell: { context.errors.show($0 + "\n") }) {
                try await exclusively(work)
            }
        }
        let run = OneOffRun(
            session: ProjectSession(engine: open.engine, project: open.project, names: open.names, options: session),
            service: words[0],
            options: options
        )
        let ending = try await open.diagnosing { try await Self.accompany(run, options, context) }
        log.finish()
        display?.finish()
        return try await status(of: ending, open, context)
    }

    /// Runs it, and hands on the signals that are meant for the command.
    private static func accompany(
        _ run: OneOffRun,
        _ options: OneOffOptions,
        _ context: CommandContext
    ) async throws -> OneOffRun.Ending {
        let input = options.isInteractive && !options.isDetached ? try StandardInput() : nil
        guard !options.hasTerminal, !options.isDetached else {
            return try await run.run(input: input, output: context.frames)
        }
        return try await Signals.withStream(of: Signal.forwarded) { signals -> OneOffRun.Ending in
            context.interruptions.respond { _ in }
            return try await withThrowingTaskGroup(of: OneOffRun.Ending?.self) { group in
                group.addTask { try await run.run(input: input, output: context.frames) }
                group.addTask {
                    for await signal in signals where await !run.signal(signal) { return nil }
                    return nil
                }
                // Either the run has ended, or a signal came that no container was there to take.
                let first = try await group.next() ?? nil
                group.cancelAll()
                guard let first else { throw CancellationError() }
                return first
            }
        }
    }

    private func status(
        of ending: OneOffRun.Ending,
        _ open: OpenProject,
        _ context: CommandContext
    ) async throws -> ExitStatus {
        switch ending {
        case .exited(let code): return code == 0 ? .success : .container(code)
        case .detached(let id):
            context.output.show(id + "\n")
            return .success
        case .left: return .success
        case .notReady(let report):
            try await open.check(report)
            return .failure
        }
    }

    private func oneOffOptions(_ open: OpenProject, _ context: CommandContext) throws -> OneOffOptions {
        var options = OneOffOptions()
        options.command = Array(words.dropFirst())
        options.entrypoint = try entrypoint.map { try CommandLineValues.words($0) }
        options.environment = EnvironmentArgument.pairs(env, from: open.project.environment).map { ($0, $1) }
        options.labels = EnvironmentArgument.pairs(label, from: [:])
        options.user = user
        options.workingDirectory = workdir
        options.addedCapabilities = capAdd
        options.droppedCapabilities = capDrop
        options.publishesServicePorts = servicePorts
        let values = try CommandLineValues.read(
            volumes: volume,
            ports: publish,
            directory: context.currentDirectory,
            home: context.environment["HOME"]
        )
        options.mounts = values.mounts
        options.ports = values.ports
        options.usesAliases = useAliases
        options.name = name
        options.hasTerminal = terminal.hasTerminal(context) && !detach
        options.isInteractive = terminal.interactive
        options.isDetached = detach
        options.removes = removes
        options.ignoresDependencies = noDeps
        options.pullPolicy = pull
        options.build = build ? .always : .whenMissing
        options.removesOrphans = removeOrphans
        options.ignoresOrphans = EnvironmentFlag.isOn(open.project.environment["COMPOSE_IGNORE_ORPHANS"])
        return options
    }
}
