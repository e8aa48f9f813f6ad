internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine
internal import TerminalOutput

/// How a plan is carried out and shown.
struct WorkOptions: Sendable {
    /// The name of the operation in the live display: `up`.
    var operation: String
    /// Seconds that the plan may take; nil is no limit.
    var deadline: Int?
    var hidesLayers = false
    var hidesBuild = false
    /// Whether images may have to be fetched or made, for which the logins of registries are read.
    var usesImages = false

    init(_ operation: String) {
        self.operation = operation
    }
}

/// From an intent to a report, with the progress shown on the way.
extension OpenProject {
    /// Does what the intent asks for, or prints what would be done.
    ///
    /// - Returns: nil when the plan was only shown.
    /// - Throws: `DiagnosedFailure` before anything is changed when the plan cannot work; `SummarizedFailure` when not all
    ///   of it could be done.
    @discardableResult
    func carryOut(_ intent: Intent, _ options: WorkOptions) async throws -> ExecutionReport? {
        guard !isDryRun else {
            try await show(intent)
            return nil
        }
        let display = makeDisplay()
        defer { display.finish() }
        let log = BuildLog(output: context.output, display: display, mode: settings.progress)
        let session = ProjectSession(
            engine: engine,
            project: project,
            names: names,
            options: try sessionOptions(options, display, log)
        )
        display.begin(operation: options.operation)
        let report = try await diagnosing { try await session.carryOut(intent) }
        log.finish()
        display.finish()
        try await check(report, deadline: options.deadline)
        return report
    }

    /// The session's options: progress to the display, builders to the log, limits from the command line.
    func sessionOptions(
        _ options: WorkOptions,
        _ display: ProgressDisplay,
        _ log: BuildLog
    ) throws -> ProjectSession.Options {
        var session = ProjectSession.Options()
        session.progress = { display.update(ProgressLine($0)) }
        session.warn = { display.message(words(ofWarning: $0)) }
        session.refusesWarnings = context.globals.strict
        session.limit = try parallelLimit()
        session.deadline = options.deadline.map { Duration.seconds($0) }
        session.reportsLayers = !options.hidesLayers
        if !options.hidesBuild { session.buildOutput = { log.append($0) } }
        if options.usesImages {
            session.buildOptions.credentials = try RegistryCredentials(environment: context.environment)
        }
        return session
    }

    /// Throws what was not done of a plan, in words.
    func check(_ report: ExecutionReport, deadline: Int? = nil) async throws {
        guard !report.isSuccess else { return }
        throw SummarizedFailure(
            report,
            deadline: deadline.map { "\($0)s" },
            explanations: await PortConflict.explanations(of: report, engine),
            isColoured: settings.coloursErrors
        )
    }

    /// Gives a refused plan the text of the files that its problems point at.
    func diagnosing<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let refusal as PlanRefused {
            throw DiagnosedFailure(diagnostics: refusal.problems, sources: sources)
        }
    }

    /// Prints what would be done, one line a step.
    func show(_ intent: Intent) async throws {
        let session = ProjectSession(engine: engine, project: project, names: names)
        let plan = try await session.plan(intent)
        var problems = plan.problems
        if context.globals.strict { problems += plan.warnings.map(\.asError) }
        guard problems.isEmpty else { throw DiagnosedFailure(diagnostics: problems, sources: sources) }
        for warning in plan.warnings { context.errors.show(words(ofWarning: warning) + "\n") }
        try context.output.write(DryRun.text(of: plan))
    }
}

/// What `--dry-run` prints.
enum DryRun {
    /// A line for each step with its cause and what it comes after, or one that says that there is nothing to do.
    static func text(of plan: Plan) -> String { plan.isEmpty ? "nothing to do\n" : "\(plan)\n" }
}
