internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import OrderedCollections
internal import TerminalOutput

/// `up` in the foreground: everything is started, its output is shown, and it is stopped when the user has seen enough.
struct AttachedUp: Sendable {
    let open: OpenProject
    let request: ConvergeRequest
    let options: WorkOptions
    let attachment: AttachOptions
    /// The services whose output is shown.
    let shown: Set<String>

    func run() async throws -> ExitStatus {
        let progress = AttachedProgress(open)
        defer { progress.finish() }
        let console = AttachedConsole(open, attachment, shown, progress)
        let run = AttachedRun(engine: open.engine, project: open.project, options: runOptions) { console.show($0) }
        let log = BuildLog(output: open.context.output, display: progress.display, mode: open.settings.progress)
        var session = try open.sessionOptions(options, progress.display, log)
        session.progress = { progress.update($0) }
        let work = self.work(session, run, progress.display)

        progress.display.begin(operation: options.operation)
        let outcome = try await open.diagnosing {
            try await Signals.withStream(of: [.interrupt, .terminate]) { signals -> AttachedRun.Outcome in
                // The run answers signals itself: it stops what it has started, and does not just let go of it.
                open.context.interruptions.respond { _ in }
                return try await run.run(work, interrupts: signals)
            }
        }
        open.context.interruptions.respond { _ in ComposeProgram.endAtOnce(open.context) }
        log.finish()
        progress.finish()
        open.recorder?.note(outcome.start)
        if let stop = outcome.stop { await open.showStopHints(stop) }
        try options.timings?.deliver(outcome.start, of: open)
        return try await status(of: outcome)
    }

    private var runOptions: AttachedRun.Options {
        var awaited = open.targets.isEmpty ? Set(open.project.services.keys) : open.targets
        if let service = attachment.exitCodeFrom { awaited.insert(service) }
        var options = AttachedRun.Options(awaited: awaited, shown: shown)
        options.cascade = attachment.abortOnContainerFailure ? .onFailure : attachment.stopsOnExit ? .onExit : .none
        options.exitCodeFrom = attachment.exitCodeFrom
        return options
    }

    // MARK: - Plans

    /// Starting is tied to the run; stopping and killing reach the services that were asked for.
    private func work(
        _ options: ProjectSession.Options,
        _ run: AttachedRun,
        _ display: ProgressDisplay
    ) -> AttachedRun.Work {
        var joined = options
        run.join(&joined)
        let starting = session(joined)
        // Whatever there is to be warned of, what was started can be stopped.
        var unhindered = options
        unhindered.refusesWarnings = false
        let ending = session(unhindered)
        let request = request
        var stop = StopRequest()
        stop.targets = open.targets
        stop.timeout = request.stopTimeout
        let stopping = Intent.stop(stop)
        let (open, targets) = (open, open.targets)
        return AttachedRun.Work(
            start: {
                try await open.supervised(.converge(request), as: "up", tell: { display.message($0) }) {
                    try await starting.carryOut(.converge(request))
                }
            },
            stop: {
                try await open.supervised(stopping, as: "stop", tell: { display.message($0) }) {
                    try await ending.carryOut(stopping)
                }
            },
            kill: { try await Self.kill(targets, ending) }
        )
    }

    private func session(_ options: ProjectSession.Options) -> ProjectSession {
        ProjectSession(engine: open.engine, project: open.project, names: open.names, options: options)
    }

    /// Kills what runs of the services; empty is all.
    private static func kill(_ services: Set<String>, _ session: ProjectSession) async throws {
        let engine = session.engine
        let running = try await session.observe().state.containers.filter { container in
            container.isRunning && !container.isOneOff && (services.isEmpty || services.contains(container.service))
        }
        await withDiscardingTaskGroup { group in
            for container in running {
                group.addTask {
                    // One that has ended meanwhile is what was wanted; the stop tells of any other.
                    _ = try? await engine.killContainer(container.id)
                }
            }
        }
    }

    // MARK: - The end

    private func status(of outcome: AttachedRun.Outcome) async throws -> ExitStatus {
        if outcome.wasInterrupted { return .interrupted }
        if !outcome.start.failures.isEmpty || outcome.start.hasTimedOut { try await open.check(outcome.start) }
        if let stop = outcome.stop, !stop.failures.isEmpty {
            let failure = SummarizedFailure(stop, isColoured: open.settings.coloursErrors)
            open.context.errors.show(failure.text + "\n")
        }
        return outcome.exitCode == 0 ? .success : .container(outcome.exitCode)
    }
}
