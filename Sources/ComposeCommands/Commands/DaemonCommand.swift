internal import ArgumentParser
internal import ControlProtocol
internal import Diagnostics
internal import TerminalOutput

/// `swiftcompose daemon`: the daemon's own life, for machines without an init system.
struct DaemonCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "daemon",
        "Start, stop or look at the daemon that keeps projects as they are declared."
    )
    static let example = "swiftcompose daemon start"

    enum Action: String, ExpressibleByArgument, CaseIterable, Sendable {
        case start, stop, status, logs
    }

    @Flag(name: .shortAndLong, help: "Go on as the log grows.")
    var follow = false

    @Option(
        name: [.customShort("n", allowingJoined: true), .long],
        help: ArgumentHelp("How many lines of the log from its end.", valueName: "lines")
    )
    var tail = 100

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seconds to wait for its start, 10 by default, or for its end.", valueName: "seconds")
    )
    var timeout: Int?

    @Flag(help: "Print its status as one object for programs.")
    var json = false

    @Argument(help: "start, stop, status or logs.")
    var action: Action

    func validate() throws {
        if follow, action != .logs { throw ValidationError("--follow is for 'daemon logs'") }
        if json, action != .status { throw ValidationError("--json is for 'daemon status'") }
        if timeout != nil, action != .start, action != .stop {
            throw ValidationError("--timeout is for 'daemon start' and 'daemon stop'")
        }
        if let timeout, timeout < 0 { throw ValidationError("--timeout must not be negative") }
        if tail < 0 { throw ValidationError("--tail is a number of lines, not \(tail)") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        switch action {
        case .start: try await start(context)
        case .stop: try await stop(context)
        case .status: try await status(context)
        case .logs: try await logs(context)
        }
        return .success
    }

    private func start(_ context: CommandContext) async throws {
        let places = context.daemonPlaces
        if let running = await answer(of: DaemonClient(socket: places.socket)) {
            context.errors.show("the daemon runs already, as process \(running.process)\n")
            return
        }
        let launch = DaemonLaunch(context: context, places: places)
        let status = try await launch.start(within: .seconds(timeout ?? 10))
        context.errors.show(
            "the daemon runs as process \(status.process), listens at '\(places.socket)' and writes to '\(places.log)'\n"
        )
    }

    /// nil where nobody answers soon.
    private func answer(of client: DaemonClient) async -> DaemonStatus? {
        // Whatever is wrong comes up again when it is started.
        try? await TimeLimit.within(.seconds(2)) { try await client.status() }
    }

    private func stop(_ context: CommandContext) async throws {
        let client = try context.daemon()
        let process = try await client.status().process
        guard try await DaemonEnding.end(process, within: timeout.map { Duration.seconds($0) }) else {
            let renderer = DiagnosticRenderer(isColoured: try context.outputSettings().coloursErrors)
            let notice = Diagnostic(
                .error,
                "the daemon, process \(process), has not ended after \(timeout ?? 0) seconds",
                hint: "it may be stopping containers: see 'swiftcompose daemon logs'"
            )
            throw SummarizedFailure(text: renderer.render(notice), status: .timedOut)
        }
        context.errors.show("the daemon, process \(process), has ended\n")
    }

    private func status(_ context: CommandContext) async throws {
        let client = try context.daemon()
        let status = try await client.status()
        guard !json else {
            try context.output.write(JSONText.line(status))
            return
        }
        let rows: [(String, String)] = [
            ("version", status.version), ("process", "\(status.process)"),
            ("started", MomentText.local(status.started)),
            ("socket", client.socket),
            ("engine", status.engine + (status.engineIsReachable ? "" : " (does not answer)")),
            ("projects", "\(status.projects.count)"),
        ]
        try context.output.write(rows.map { "\($0.0.padded(toWidth: 10))\($0.1)\n" }.joined())
    }

    private func logs(_ context: CommandContext) async throws {
        let log = DaemonLog(path: context.daemonPlaces.log)
        guard !follow else {
            try await log.follow(tail, into: context.output)
            return
        }
        try context.output.write(try log.lastLines(tail).map { $0 + "\n" }.joined())
    }
}
