internal import ArgumentParser
internal import Diagnostics
internal import TerminalOutput

/// `swiftcompose wait`: until containers have ended, or until services in the daemon's care are ready.
struct WaitCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "wait",
        "Wait until containers end, or with --healthy until services are ready."
    )
    static let example = "swiftcompose wait --healthy --timeout 60 web"

    @Flag(help: "Wait until the services are ready with all that they depend on, as the daemon sees it.")
    var healthy = false

    @Flag(help: "Take the project down when the first container has ended.")
    var downProject = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seconds after which waiting is given up, with exit code 3.", valueName: "seconds")
    )
    var timeout: Int?

    @Argument(help: "Services to wait for; all when none is named with --healthy.")
    var services: [String] = []

    func validate() throws {
        if let timeout, timeout < 0 { throw ValidationError("--timeout must not be negative") }
        if healthy, downProject { throw ValidationError("--healthy and --down-project are incompatible") }
        if !healthy, services.isEmpty {
            throw ValidationError("wait needs a service whose containers are to end, or --healthy")
        }
    }

    /// nil waits as long as it takes.
    private var limit: Duration? { timeout.map { Duration.seconds($0) } }

    func run(in context: CommandContext) async throws -> ExitStatus {
        guard !healthy else {
            let waiting = HealthWaiting(
                context: context,
                client: try context.daemon(),
                project: try context.projectName(nil),
                wait: HealthWait(services: services)
            )
            try await waiting.run(within: limit)
            return .success
        }
        let ends = ContainerEnds(open: try await context.findProject(services), takesDown: downProject)
        guard let code = try await TimeLimit.within(limit, { try await ends.code() }) else {
            let words = HumanDuration.text(limit ?? .zero).lowercased()
            let renderer = DiagnosticRenderer(isColoured: ends.open.settings.coloursErrors)
            throw SummarizedFailure(
                text: renderer.render(Diagnostic(.error, "not all containers have ended after \(words)")),
                status: .timedOut
            )
        }
        return code == 0 ? .success : .container(code)
    }
}
