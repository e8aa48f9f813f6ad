internal import ControlProtocol
internal import Diagnostics
internal import TerminalOutput

/// Waits with the daemon until services are ready, by its events and without asking again and again.
struct HealthWaiting: Sendable {
    let context: CommandContext
    let client: DaemonClient
    let project: String
    let wait: HealthWait

    /// - Parameter limit: nil waits as long as it takes.
    /// - Throws: `CommandFailure` when the project is not in the daemon's care, when it has no such service, and when one
    ///   will not become ready; `SummarizedFailure` when the time is over.
    func run(within limit: Duration?) async throws {
        let settings = try context.outputSettings()
        let errors = context.errors
        let display = ProgressDisplay(
            mode: settings.progress,
            isColoured: settings.coloursErrors,
            size: { Terminal.size(of: errors.descriptor) },
            sink: { errors.show($0) }
        )
        defer { display.finish() }
        display.begin(operation: "wait")
        let verdict = try await TimeLimit.within(limit) { try await follow(display) }
        display.finish()
        switch verdict {
        case .ready?: return
        case .failed(let reasons)?:
            throw CommandFailure(
                reasons.joined(separator: ", "),
                hint: "see 'swiftcompose explain SERVICE' and 'swiftcompose incidents'"
            )
        case .waiting?, nil:
            let notice = Diagnostic(
                .error,
                "project '\(project)' is not ready after \(HumanDuration.text(limit ?? .zero).lowercased())",
                hint: "see 'swiftcompose status' for what it waits for"
            )
            let renderer = DiagnosticRenderer(isColoured: settings.coloursErrors)
            throw SummarizedFailure(text: renderer.render(notice), status: .timedOut)
        }
    }

    private func follow(_ display: ProgressDisplay) async throws -> HealthWait.Verdict {
        var verdict = HealthWait.Verdict.waiting
        try await DaemonNews(client: client, project: project).follow { _ in
            let answer: ProjectStatus?
            do {
                answer = try await client.project(project)
            } catch is CommandFailure {
                // A daemon that goes away ends the stream as well, which is then opened anew.
                return true
            }
            guard let status = answer else { throw CommandFailure.notInCare(project) }
            try check(status)
            verdict = wait.verdict(on: status)
            for service in wait.awaited(of: status) { display.update(ProgressLine(service)) }
            return verdict == .waiting
        }
        return verdict
    }

    /// Throws for a name that is no service's.
    private func check(_ status: ProjectStatus) throws(CommandFailure) {
        let names = status.services.map(\.name)
        for service in wait.services where !names.contains(service) {
            let nearest = nearestName(to: service, among: names)
            throw CommandFailure(
                "project '\(project)' has no service '\(service)' in the daemon's care",
                hint: nearest.map { "did you mean '\($0)'?" } ?? "the services are: \(names.joined(separator: ", "))"
            )
        }
    }
}

extension ProgressLine {
    /// How a service fares, while it is waited for.
    fileprivate init(_ service: ServiceStatus) {
        let status: Status =
            switch service.condition {
            case .failed: .error
            case .unhealthy, .backingOff: .warning
            default: HealthWait.isDone(service) ? .done : .working
            }
        let waitingFor = service.waitingFor.map { "waits for \($0)" } ?? ""
        self.init(
            "Service \(service.name)",
            text: service.condition.words.capitalizedFirst,
            details: HealthWait.isDone(service) ? "" : waitingFor,
            status: status
        )
    }
}

extension String {
    /// With a capital letter at its beginning, as the words of progress have.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
