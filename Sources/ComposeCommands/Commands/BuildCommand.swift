internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine
internal import OrderedCollections
internal import TerminalOutput

/// `swiftcompose build`: images are made from the build sections of services.
struct BuildCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("build", "Build or rebuild images of services.")
    static let example = "swiftcompose build --pull --build-arg VERSION=2 web"

    @Option(
        name: .customLong("build-arg"),
        help: ArgumentHelp("Set a build argument; a name alone takes the variable's value.", valueName: "name=value")
    )
    var buildArguments: [String] = []

    @Option(
        name: [.customShort("m", allowingJoined: true), .long],
        help: ArgumentHelp("Limit the memory of build containers, as in 512m.", valueName: "size")
    )
    var memory: String?

    @Flag(help: "Do not use the builder's cache.")
    var noCache = false

    @Flag(help: "Pull newer versions of base images.")
    var pull = false

    @Flag(name: .shortAndLong, help: "Do not show what the builder prints.")
    var quiet = false

    @Flag(help: "Also build what the services depend on.")
    var withDependencies = false

    @Flag(help: .hidden)
    var compress = false

    @Flag(name: .customLong("force-rm"), help: .hidden)
    var removesAlways = false

    @Flag(name: .customLong("no-rm"), help: .hidden)
    var keepsContainers = false

    @Flag(help: .hidden)
    var parallel = false

    @OptionGroup
    var effect: DryRunOption

    @Argument(help: "Services to build; all when none is named.")
    var services: [String] = []

    func validate() throws {
        if let memory, ByteSize(memory) == nil { throw ValidationError("invalid --memory value \"\(memory)\"") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let choice = ServiceChoice(services, followsDependencies: withDependencies, keepsAllResources: true)
        let open = try context.openProject(choice, dryRun: effect.dryRun)
        let plan = Self.plan(for: open.project, open.names)
        guard !plan.isEmpty else {
            context.errors.show(open.words(ofWarning: Diagnostic(.warning, "No services to build")) + "\n")
            return .success
        }
        guard !open.isDryRun else {
            try open.present(PlanSurvey(plan))
            return .success
        }
        let session = ProjectSession(engine: open.engine, project: open.project, names: open.names)
        try await open.diagnosing { try session.check(plan) }
        try await open.check(try await build(plan, open))
        return .success
    }

    /// A step for every image that the project makes, dependencies first.
    static func plan(for project: Project, _ names: ProjectNames) -> Plan {
        var plan = Plan()
        for service in project.servicesInDependencyOrder where service.build != nil && service.provider == nil {
            let need = ImageNeed(
                reference: names.image(of: service),
                service: service.name,
                services: [service.name],
                isBuildable: true
            )
            plan.append(.buildImage(need), cause: .requested)
        }
        return plan
    }

    private func build(_ plan: Plan, _ open: OpenProject) async throws -> ExecutionReport {
        let display = open.makeDisplay()
        defer { display.finish() }
        let log = BuildLog(output: open.context.output, display: display, mode: open.settings.progress)
        let state = ObservedState()
        let isQuiet = quiet
        let execution = ExecutionContext(
            engine: open.engine,
            project: open.project,
            observed: state,
            names: open.names,
            watch: ContainerWatch(engine: open.engine, project: open.project.name, observed: state, since: "0"),
            progress: { display.update(ProgressLine($0)) },
            // One after the other, so that what the builder prints can be told apart.
            limit: try open.parallelLimit() ?? 1,
            buildOutput: { if !isQuiet { log.append($0) } },
            buildOptions: try buildOptions(open.context.environment)
        )
        display.begin(operation: "build")
        let report = await PlanExecutor(execution).execute(plan)
        log.finish()
        return report
    }

    func buildOptions(_ environment: [String: String]) throws -> ImageBuilder.Options {
        var options = ImageBuilder.Options()
        options.skipsCache = noCache
        options.pullsBaseImages = pull
        options.memory = memory.flatMap { ByteSize($0)?.bytes }
        options.credentials = try RegistryCredentials(environment: environment)
        for argument in buildArguments {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            options.arguments.updateValue(parts.count > 1 ? String(parts[1]) : nil, forKey: String(parts[0]))
        }
        return options
    }
}
