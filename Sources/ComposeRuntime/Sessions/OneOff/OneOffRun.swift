internal import ComposeModel
internal import ComposePlan
internal import Diagnostics
package import DockerEngine

/// One container of a service for one command, joined with the user (`run`).
///
/// What the service depends on is made ready first, by the same plan as `up` would make.
package actor OneOffRun {
    package enum Ending: Sendable {
        case exited(code: Int)
        /// Runs on, as was asked.
        case detached(id: String)
        /// The user has left it running by the detach keys.
        case left(id: String)
        /// What the service needs could not be made ready, and nothing was run.
        case notReady(ExecutionReport)
    }

    private let session: ProjectSession
    private let serviceName: String
    private let options: OneOffOptions
    /// The container while signals may be handed to it.
    private var attached: String?

    /// Prepares a run; nothing is done before ``run(input:output:screen:)``.
    ///
    /// - `session`: the whole project; what the service does not need is left alone.
    package init(session: ProjectSession, service: String, options: OneOffOptions) {
        self.session = session
        serviceName = service
        self.options = options
    }

    /// Runs the container and returns how it ended; to be called once.
    ///
    /// Throws `PlanRefused`, ``SessionError``, the engine's error, and `CancellationError` when the task is cancelled or
    /// a signal ends the program while the user's terminal is raw. A container that is to be removed is removed then
    /// too, and so is one that was never started.
    ///
    /// - `input`: what the process reads; nil gives it none.
    /// - `output`: gets what it writes.
    /// - `screen`: the descriptor of the terminal whose size the process's terminal takes.
    package func run(
        input: StandardInput?,
        output: @escaping @Sendable (LogFrame) async throws -> Void,
        screen: Int32 = 1
    ) async throws -> Ending {
        guard let original = session.project.anyService(named: serviceName) else {
            throw SessionError("no such service: \(serviceName)")
        }
        let service = OneOffService.make(original, options)
        let narrowed = ProjectSession(
            engine: session.engine,
            project: OneOffService.narrow(session.project, to: service),
            names: session.names,
            options: session.options
        )
        let report = try await narrowed.carryOut(.converge(request))
        try Task.checkCancellation()
        guard report.isSuccess else { return .notReady(report) }
        let container = OneOffContainer(session: narrowed, service: service, options: options)
        do {
            return try await run(container, input, output, screen)
        } catch let error as StepError {
            throw SessionError(error)
        }
    }

    /// Hands a signal to the container.
    ///
    /// False when it does not take it: there is none yet or no more, or it has a terminal, whose keys say the same. The
    /// caller cancels the run then.
    package func signal(_ signal: Signal) async -> Bool {
        guard let attached, !options.hasTerminal else { return false }
        do {
            try await session.engine.killContainer(attached, signal: signal.name)
        } catch {
            // It has just ended, which the run is about to tell.
        }
        return true
    }

    private var request: ConvergeRequest {
        var request = ConvergeRequest()
        request.oneOff = serviceName
        request.ignoresDependencies = options.ignoresDependencies
        request.pullPolicy = options.pullPolicy
        request.build = options.build
        request.removesOrphans = options.removesOrphans
        request.ignoresOrphans = options.ignoresOrphans
        return request
    }

    private func run(
        _ container: OneOffContainer,
        _ input: StandardInput?,
        _ output: @escaping OutputSink,
        _ screen: Int32
    ) async throws -> Ending {
        let id = try await container.create()
        do {
            try Task.checkCancellation()
            guard !options.isDetached else {
                try await session.engine.startContainer(id)
                await runHooks(of: container.service, in: id)
                return .detached(id: id)
            }
            return try await accompany(id, container.service, input, output, screen)
        } catch {
            let isRunning = attached != nil
            attached = nil
            if options.removes || !isRunning { await container.discard(id, isRunning: isRunning) }
            throw error
        }
    }

    /// Attaches before the start, and waits before it too, so that neither a byte nor the end is missed.
    private func accompany(
        _ id: String,
        _ service: Service,
        _ input: StandardInput?,
        _ output: @escaping OutputSink,
        _ screen: Int32
    ) async throws -> Ending {
        let engine = session.engine
        let wait = try await engine.openWait(for: id, until: options.removes ? .removed : .nextExit)
        var attachment = AttachOptions()
        attachment.includesStdin = options.isInteractive && input != nil
        attachment.detachKeys = options.detachKeys
        let stream = try await engine.attachContainer(id, options: attachment, hasTerminal: options.hasTerminal)
        try await engine.startContainer(id)
        attached = id
        let ending = ContainerEnding(engine: engine, id: id, wait: wait)
        var pump = StreamPump(stream: stream, input: attachment.includesStdin ? input : nil, output: output)
        if options.hasTerminal { pump.terminal = .ofContainer(id, engine, screen: screen) }
        let joined = pump
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.runHooks(of: service, in: id) }
            try await joined.run()
        }
        await stream.close()
        let code = try await ending.exitCode(mayBeLeft: options.hasTerminal)
        attached = nil
        guard let code else { return .left(id: id) }
        return .exited(code: code)
    }

    /// Runs the hooks of the start; one that fails is a warning, since the command runs already.
    private func runHooks(of service: Service, in id: String) async {
        for hook in service.postStart {
            do {
                let result = try await HookRun(engine: session.engine).run(hook, in: id, service)
                guard result.exitCode != 0 else { continue }
                let tail = result.tail.isEmpty ? "" : ": " + result.tail.joined(separator: " ")
                session.options.warn(
                    Diagnostic(.warning, "\(service.name) hook exited with status \(result.exitCode)\(tail)")
                )
            } catch {
                // A container that has ended already has no use for the rest.
                return
            }
        }
    }
}
