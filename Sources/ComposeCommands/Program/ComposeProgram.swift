internal import ComposeRuntime
internal import ControlProtocol
internal import FoundationEssentials
internal import Glibc
internal import TerminalOutput

/// The program `swiftcompose`.
package enum ComposeProgram {
    package static let version = ProgramVersion.text

    /// Reads the command line of the process, carries it out, and ends the process with the status.
    package static func main() async -> Never {
        FileOutput.ignoreBrokenPipes()
        let process = ProcessInfo.processInfo
        let environment = process.environment
        let surroundings = Surroundings(
            environment: environment,
            currentDirectory: CurrentDirectory.path(pwd: environment["PWD"])
        )
        let status = await run(Array(process.arguments.dropFirst()), in: surroundings)
        // All output is written; the handlers of `exit` would take libraries apart that the thread of libcurl may still use.
        _exit(status.code)
    }

    /// Carries one command line out, and prints what comes of it.
    static func run(_ arguments: [String], in surroundings: Surroundings) async -> ExitStatus {
        do {
            switch try CommandLineRequest.read(arguments) {
            case .help(let text):
                try surroundings.output.write(text + "\n")
                return .success
            case .run(let command, let globals):
                return await run(command, in: CommandContext(globals, surroundings))
            }
        } catch {
            return FailureNotice(error).print(to: surroundings.errors, asJSON: false)
        }
    }

    private static func run(_ command: any ComposeCommand, in context: CommandContext) async -> ExitStatus {
        var isJSON = false
        var isColoured = false
        do {
            let settings = try context.outputSettings()
            isJSON = settings.progress == .json
            isColoured = settings.coloursErrors
            return try await interruptible(context) { try await command.run(in: context) }
        } catch {
            return FailureNotice(error, isColoured: isColoured)
                .print(to: context.errors, asJSON: isJSON, diagnostics: context.globals.diagnosticsFormat)
        }
    }

    /// Does the work in a task that the first signal cancels; the second ends the process at once.
    ///
    /// Whatever a cancelled command comes to, the status is that of an interruption.
    private static func interruptible(
        _ context: CommandContext,
        _ work: @escaping @Sendable () async throws -> ExitStatus
    ) async throws -> ExitStatus {
        try await Signals.withStream(of: [.interrupt, .terminate]) { signals -> ExitStatus in
            let task = Task { try await work() }
            context.interruptions.respond { count in
                task.cancel()
                if count > 1 { endAtOnce(context) }
            }
            let listening = Task { for await _ in signals { context.interruptions.signal() } }
            defer { listening.cancel() }
            do {
                let status = try await task.value
                return task.isCancelled ? .interrupted : status
            } catch {
                guard task.isCancelled else { throw error }
                // What was done of a plan, so that the user knows what the next run finds.
                if let cut = error as? SummarizedFailure { context.errors.show(cut.text + "\n") }
                return .interrupted
            }
        }
    }

    /// Ends the process while others still work; a live display has no time left to give the cursor back.
    static func endAtOnce(_ context: CommandContext) {
        if context.errors.isTerminal { context.errors.show("\u{1B}[?25h") }
        _exit(ExitStatus.interrupted.code)
    }
}
