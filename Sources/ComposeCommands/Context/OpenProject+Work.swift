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
    /// Whether the first failure ends everything else.
    var failsFast = false
    /// Seconds to wait for another run that changes the project; nil waits for ever.
    var lockTimeout: Int?
    /// nil when nobody wants to know how long it took.
    var timings: TimingRequest?
    /// What the command line says of the daemon; nil for commands that hand nothing over.
    var supervision: SupervisionRequest?
    /// Whether every question is answered with yes.
    var assumesYes = false
    /// Whether images may have to be fetched or made, for which the logins of registries are read.
    var usesImages = false

    init(_ operation: String, _ lock: LockOption? = nil) {
        self.operation = operation
        lockTimeout = lock?.timeout
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
        let report = try await diagnosing {
            try await supervised(intent, as: options.operation, options.supervision, tell: { display.message($0) }) {
                try await session.carryOut(intent)
            }
        }
        log.finish()
        display.finish()
        recorder?.note(report)
        await showStopHints(report)
        try options.timings?.deliver(report, of: self)
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
        session.exclusively = { work in
            try await locked(options.operation, timeout: options.lockTimeout, tell: { display.message($0) }, work)
        }
        let prompt = Prompt(screen: context.errors)
        session.confirm = { question in
            if options.assumesYes { return true }
            display.suspend()
            defer { display.resume() }
            return await prompt.confirms(question)
        }
        if let recorder { session.planned = { recorder.note($0) } }
        session.refusesWarnings = context.globals.strict
        session.limit = try parallelLimit()
        session.failsFast = options.failsFast
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
        throw await failure(of: report, deadline: deadline)
    }

    /// Gives a refused plan the text of the files that its problems point at.
    func diagnosing<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let refusal as PlanRefused {
            throw DiagnosedFailure(diagnostics: refusal.problems, sources: sources)
        }
    }

    /// Prints what would be done.
    func show(_ intent: Intent) async throws { try present(try await survey(intent)) }
}
