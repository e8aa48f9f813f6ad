internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine
internal import TerminalOutput

/// A project that a command works on: what is wanted, the engine that holds it, and how the user sees what happens.
struct OpenProject: Sendable {
    let context: CommandContext
    var project: Project
    /// The text of the project's files by the name that places carry, for problems found late.
    var sources: [String: String] = [:]
    let settings: OutputSettings
    let engine: EngineClient
    /// The services that the user named, patterns written out; empty is all.
    var targets: Set<String> = []
    /// Whether only the name was given, so that the project was read from the labels of its containers.
    var isNameOnly = false
    /// What the run leaves for its report; nil when none was asked for.
    var recorder: ReportRecorder?
    /// Whether plans are shown instead of carried out.
    var isDryRun = false

    init(_ context: CommandContext, _ project: Project, _ engine: EngineClient) throws {
        self.context = context
        self.project = project
        self.engine = engine
        settings = try context.outputSettings(for: project.environment)
        isDryRun = context.globals.dryRun
    }

    /// The names of the project's containers and images.
    var names: ProjectNames {
        let isCompatible =
            context.globals.compatibility || EnvironmentFlag.isOn(project.environment["COMPOSE_COMPATIBILITY"])
        return ProjectNames(project: project.name, isCompatible: isCompatible)
    }

    /// How many changing calls may be under way at once; nil leaves it to the session.
    func parallelLimit() throws(CommandFailure) -> Int? {
        var limit = context.globals.parallel
        if limit == nil, let text = project.environment["COMPOSE_PARALLEL_LIMIT"], !text.isEmpty {
            guard let number = Int(text) else {
                throw CommandFailure("COMPOSE_PARALLEL_LIMIT is no integer: '\(text)'", hint: "set it to a number")
            }
            limit = number
        }
        return limit.flatMap { $0 > 0 ? $0 : nil }
    }

    /// A display of progress on standard error.
    func makeDisplay() -> ProgressDisplay {
        let errors = context.errors
        return ProgressDisplay(
            mode: settings.progress,
            isColoured: settings.coloursErrors,
            size: { Terminal.size(of: errors.descriptor) },
            sink: { errors.show($0) }
        )
    }

    /// A warning as a line for the display.
    func words(ofWarning warning: Diagnostic) -> String {
        if settings.progress == .json { return "\(warning)" }
        if context.globals.diagnosticsFormat == .json { return DiagnosticLines.line(of: warning) }
        return DiagnosticRenderer(sources: sources, isColoured: settings.coloursErrors).render(warning)
    }
}
