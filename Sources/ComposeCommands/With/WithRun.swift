internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine
internal import TerminalOutput

/// One run of `with`: the project comes up, the command runs, and the project goes.
///
/// A signal before the command runs cancels the start. While it runs, signals are the command's. Whatever happened, the
/// project is taken down, and a process that watches this one sees to that when this one cannot.
struct WithRun: Sendable {
    let open: OpenProject
    let request: ConvergeRequest
    let work: WorkOptions
    /// Not empty.
    let command: [String]
    /// Where the variables are written besides; nil for nowhere.
    let environmentFile: String?
    /// Whether the project stays for a look when the start or the command failed.
    let keepsOnFailure: Bool
    /// Whether the project has a name that it will never have again.
    let isIsolated: Bool

    private var interruptions: Interruptions { open.context.interruptions }

    /// To be called in a task that no signal cancels.
    ///
    /// - Returns: what the command ended with.
    /// - Throws: why the project did not come up, the command could not be started, or the project could not be removed.
    func run() async throws -> ExitStatus {
        try await Signals.withStream(of: [.hangUp, .quit]) { signals -> ExitStatus in
            // The program itself counts the others.
            let counting = Task { for await _ in signals { open.context.interruptions.signal() } }
            defer { counting.cancel() }
            return try await runGuarded()
        }
    }

    private func runGuarded() async throws -> ExitStatus {
        let watch = try TeardownGuard(
            of: open.project.name,
            timeout: request.stopTimeout,
            removesImages: isIsolated,
            environment: open.context.environment
        )
        let result = await startAndRun()
        if keepsOnFailure, !Self.isSuccess(result) {
            watch.dismiss()
            tell("project '\(open.project.name)' is left for a look; take it down with '\(open.takeDownLine)'")
            return try result.get()
        }
        guard let failure = await takeDown() else {
            watch.dismiss()
            return try result.get()
        }
        // The guard is left to try again once this process is gone.
        if Self.isSuccess(result) { throw failure }
        let settings = open.settings
        _ = FailureNotice(failure, isColoured: settings.coloursErrors).print(
            to: open.context.errors,
            asJSON: settings.progress == .json,
            diagnostics: open.context.globals.diagnosticsFormat
        )
        return try result.get()
    }

    private static func isSuccess(_ result: Result<ExitStatus, any Error>) -> Bool {
        switch result {
        case .success(let status): status == .success
        case .failure: false
        }
    }

    private func tell(_ text: String) { open.context.errors.show(text + "\n") }

    // MARK: - Up

    private func startAndRun() async -> Result<ExitStatus, any Error> {
        do {
            try await start()
            return .success(try await runCommand())
        } catch {
            return .failure(error)
        }
    }

    private func start() async throws {
        let (open, request, work) = (open, request, work)
        let starting = Task { try await open.carryOut(.converge(request), work) }
        interruptions.respond { _ in starting.cancel() }
        if interruptions.count > 0 { starting.cancel() }
        _ = try await starting.value
    }

    // MARK: - The command

    private func runCommand() async throws -> ExitStatus {
        let containers = try await open.engine.listContainers(
            filters: ["label": ["\(ComposeLabel.project)=\(open.project.name)"]]
        )
        let environment = open.context.environment
        let variables = CommandVariables(open.project, containers, engine: open.engine.host, environment: environment)
        if let environmentFile { try variables.write(to: environmentFile) }
        let program = HostProgram(words: command, environment: variables.added(to: environment))
        // A signal that was caught just before the command has them all is on its way to here.
        interruptions.respond { _ in HostCommand.interrupt() }
        do {
            let status = try await HostCommand.run(program, unless: { interruptions.count > 0 })
            return status == 0 ? .success : .container(status)
        } catch let error as HostProgramError {
            let renderer = DiagnosticRenderer(isColoured: open.settings.coloursErrors)
            throw SummarizedFailure(
                text: renderer.render(Diagnostic(.error, "\(error)")),
                status: .container(error.exitCode)
            )
        }
    }

    // MARK: - Down

    /// Returns why not all of the project could be removed; nil when it is gone.
    private func takeDown() async -> (any Error)? {
        let before = interruptions.count
        interruptions.respond { count in answer(signal: count - before) }
        defer { interruptions.respond { _ in } }
        await open.saveContainers()
        do {
            try await open.takeDown(timeout: request.stopTimeout, removesImages: isIsolated)
            return nil
        } catch {
            return error
        }
    }

    /// A signal while the project is taken down: the first is no reason to stop half way, the second is obeyed.
    private func answer(signal number: Int) {
        let name = open.project.name
        guard number > 1 else {
            tell("taking project '\(name)' down; another signal leaves that to the background")
            return
        }
        tell("project '\(name)' is being taken down in the background; see to it yourself with '\(open.takeDownLine)'")
        ComposeProgram.endAtOnce(open.context)
    }
}
